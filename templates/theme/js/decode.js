/** Read the text of a file in the encodings that logs have; generator/lookup/log.py reads the same ones. */

const HEAD = 4096; // bytes that tell what a file is
const MARKS = { "utf-16le": [0xff, 0xfe], "utf-16be": [0xfe, 0xff] };
const GZIP = [0x1f, 0x8b];
// The beginnings of archives, pictures and documents.
const SIGNATURES = [
  "PK\x03\x04",
  "PK\x05\x06",
  "\x89PNG",
  "\xff\xd8\xff",
  "GIF8",
  "%PDF-",
  "Rar!",
  "7z\xbc\xaf",
].concat(["\xfd7zXZ", "\x28\xb5\x2f\xfd", "BZh", "\x7fELF"]);

/** @param {Uint8Array} bytes @param {number[]} begin */
const begins = (bytes, begin) => begin.every((byte, i) => bytes[i] === byte);

/**
 * Return the encoding that a file's first bytes show: UTF-16 by its mark or its zeros, else UTF-8; null for what is no
 * text.
 * @param {Uint8Array} head
 */
function encodingOf(head) {
  for (const [encoding, mark] of Object.entries(MARKS)) if (begins(head, mark)) return encoding;
  if (SIGNATURES.some((begin) => [...begin].every((c, i) => head[i] === c.charCodeAt(0)))) return null;
  const zeros = [0, 0];
  for (const [i, byte] of head.entries()) if (byte === 0) zeros[i % 2]++;
  const [few, many] = [Math.min(...zeros), Math.max(...zeros)];
  // Of a log in UTF-16, digits, spaces and line ends have a zero byte.
  if (many * 20 > head.length && few * 8 <= many) return zeros[0] > zeros[1] ? "utf-16be" : "utf-16le";
  const controls = head.filter((byte) => byte < 8 || (byte > 13 && byte < 32 && byte !== 0x1b)).length;
  return controls * 16 > head.length ? null : "utf-8";
}

/**
 * Decode UTF-16, UTF-8, or else GB18030, the encoding of Chinese Windows; return null for what is no text.
 * @param {Uint8Array<ArrayBuffer>} bytes
 */
function decode(bytes) {
  const encoding = encodingOf(bytes.subarray(0, HEAD));
  if (!encoding) return null;
  // A stream, as the last character of a cut file may be incomplete.
  if (encoding !== "utf-8") return new TextDecoder(encoding).decode(bytes, { stream: true });
  try {
    return new TextDecoder("utf-8", { fatal: true }).decode(bytes, { stream: true });
  } catch {
    return new TextDecoder("gb18030").decode(bytes, { stream: true });
  }
}

/** Decompress a file as far as `limit` bytes. @param {Blob} file @param {number} limit */
async function unpack(file, limit) {
  const reader = file.stream().pipeThrough(new DecompressionStream("gzip")).getReader();
  const parts = /** @type {Uint8Array<ArrayBuffer>[]} */ ([]);
  let size = 0;
  while (size <= limit) {
    const { value, done } = await reader.read();
    if (done) break;
    parts.push(value);
    size += value.length;
  }
  reader.cancel().catch(() => {});
  const whole = new Blob(parts);
  return { bytes: new Uint8Array(await whole.slice(0, limit).arrayBuffer()), size };
}

/**
 * Return the first `limit` bytes of a file as text, and whether that is less than the whole; gzip is unpacked. The text is
 * null if the file is no text; reject if it is unreadable.
 * @param {Blob} file @param {number} limit
 */
export async function textOf(file, limit) {
  const head = new Uint8Array(await file.slice(0, HEAD).arrayBuffer());
  if (begins(head, GZIP)) {
    const { bytes, size } = await unpack(file, limit);
    return { text: begins(bytes, GZIP) ? null : decode(bytes), isCut: size > limit };
  }
  return { text: decode(new Uint8Array(await file.slice(0, limit).arrayBuffer())), isCut: file.size > limit };
}
