/** Tell whether a number of a log is another quantity than a code, by what stands next to it. Pure: no DOM. */

import { camelCaseParts } from "./recognize.js";
import { literal } from "./stages.js";

const list = (/** @type {string} */ words) => new Set(words.split(" "));

const QUANTITY = list(
  "id ids uid pid tid gid guid uuid name nickname phone telephone tel mobile fax dial port seq sequence ts time " +
    "timestamp pts dts date size len length bytes byte bits bitrate bps kbps fps rate width height frame frames packet " +
    "packets count total sum num qty offset position pos index idx line row column version ver build order invoice " +
    "receipt ticket card serial sn sku imo mmsi ship flight account acct user customer member anchor room stream " +
    "channel session thread task job group device amount price cost fee balance gold coins score points level ip " +
    "address addr handle ptr pointer hash encode decode hashcode zipcode postcode barcode qrcode keycode charcode " +
    "ssrc rtt delay latency duration elapsed ms us ns sec kb mb max min limit memory mem volume frequency",
);
// After these, as in "phone number" and "versionCode", the word before decides.
const VAGUE = list("number no nr code");
const BEFORE_CODE = list(
  "zip post postal bar qr area country invite invitation verification verify promo key char request product",
);
// What a name in one case, such as "roomid" and "STREAMID", is made of.
const JOINED = new RegExp(
  `^(?:${[...QUANTITY].join("|")}|live|msg|message|app|team|player|host|guest|client|request|req|trace|event|process|item|nick|video|audio|pull|push|pub|play|mix|send|recv|bit|[cgptu])` +
    "(?:ids?|no|num|name|size|len|length|count|time|rate|width|height|seq|addr|ptr|port|ip|bytes|cost|index|idx)$",
);
const QUANTITY_HAN =
  /(?:电话|手机|号码|验证码|编码|密码|二维码|邀请码|订单编号|(?<![误态回])编号|[单账帐户学工机间水序证卡]号|时间|耗时|延迟|版本|端口|大小|长度|宽度?|高度?|码率|帧率|金额|价格|用户|昵称|名称)[是为]?$/;
const UNIT = /^ ?(?:[mun]s|msecs?|bytes?|[kmg]i?b|[kmg]?bps|fps|px|k?hz|%|毫秒|微秒|秒|字节|元)(?![0-9a-z]| ?[=:])/i;
const BETWEEN = /[^0-9A-Za-z\u4e00-\u9fff)\]}]{0,6}$/;
const AT = /(?:^|[^a-z])(?:at|addr|address)[^0-9a-z]{0,3}$/i; // of a place in memory
const FIRST_IN_BRACKETS = /^[^0-9a-z\u4e00-\u9fff]{0,8}\[ ?$/i; // a thread or a process
const REACH = 48; // characters

/**
 * Return whether the words around a number name another quantity: userId, phone number, versionCode, 订单号, ms.
 * @param {string} line @param {number} start  of the number, with its sign @param {number} end
 */
export function isOtherQuantity(line, start, end) {
  if (UNIT.test(line.slice(end, end + 8))) return true;
  const before = line.slice(Math.max(0, start - REACH), start);
  if (/^0x/i.test(line.slice(start, start + 2)) && AT.test(before)) return true;
  if (start < 10 && line[end] === "]" && FIRST_IN_BRACKETS.test(before)) return true;
  const named = before.replace(BETWEEN, "");
  if (QUANTITY_HAN.test(named)) return true;
  const [, sign = "", ahead = "", word = ""] = /([=:.]?)(?:([A-Za-z][\w-]*) )?([A-Za-z][\w-]*)$/.exec(named) ?? [];
  const [last, inside] = camelCaseParts(word)
    .map((part) => part.toLowerCase())
    .reverse();
  if (!VAGUE.has(last)) return QUANTITY.has(last) || JOINED.test(word.toLowerCase());
  // "Domain=Room Code=" names a room, and no code of one.
  const other = inside ?? (sign ? "" : ahead.toLowerCase());
  return QUANTITY.has(other) || BEFORE_CODE.has(other);
}

const VALUE_OF = /([A-Za-z][\w.$-]*)["'`\\)\]]*( ?(?:=>|->|==?|:) ?)["'`\\([{ ]*$/;
/** Match the tags of logs of a product. @param {SearchIndex} index */
export function tagOf({ product }) {
  const names = product.split(" ").map(literal).join("|");
  return new RegExp(`^(?:[VDIWEF][/ ].*|.*(?:${names}).*)$`, "i");
}

/**
 * Return the key that a number is the value of, as in "gold=" and "lastRoom:", or null; the tag of a log is none.
 * @param {string} line @param {number} start  of the number, with its sign @param {RegExp} tag
 */
export function keyOf(line, start, tag) {
  const match = VALUE_OF.exec(line.slice(Math.max(0, start - REACH), start));
  if (!match) return null;
  const [, key, sign] = match;
  return sign === ": " && (tag.test(key) || /(?:^| )[VDIWEF][/ ]$/.test(line.slice(0, match.index))) ? null : key;
}
