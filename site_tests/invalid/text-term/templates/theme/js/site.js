// The stream name of a comment.
const key = "stream name"; // no sentence
const told = `The stream name is wrong.`; // # problem: text-term
