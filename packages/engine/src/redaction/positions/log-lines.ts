/** How lines of logs begin: with a time, an address, a level of syslog, or as an object of JSON. */
const beginning = String.raw`\d{1,3}(?:\.\d{1,3}){3}[ ,]|\[?\d{4}[-/]\d\d[-/]\d\d[T ]|\[\d\d\/[A-Z]|[0-9a-f]{1,4}(?::[0-9a-f]{0,4}){2,7} |\{"|<\d{1,3}>|[A-Z][a-z]{2} [ \d]\d \d\d:`;
const otherLine = new RegExp(`^(?!${beginning})[^\\r\\n]`, 'm');

/** Whether a text is a log from its first line to its last: what people write, settings and programs need not be looked for. */
export const isLog = (text: string): boolean => !otherLine.test(text);

const logLine = new RegExp(`^(?:${beginning})`);

/** Whether a line begins as those of logs do. */
export const isLogLine = (line: string): boolean => logLine.test(line);
