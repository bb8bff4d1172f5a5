/** Where things are in memory. */

/** Most bytes of the log that can be looked at in one go. */
export const capacity: i32 = 4 << 20;
/** What is loaded beside the first and the last byte never counts. */
const padding: i32 = 256;

export const input: usize = 1 << 16;

/** Records of 32-bit numbers: offset, length, line, count, and UTF-16 units before it. */
export const outputs: usize = input + capacity + padding;
export const outputSize: i32 = 20;
export const mostOutputs: i32 = 1 << 16;

/** An open hash table of kinds. */
export const table: usize = outputs + (mostOutputs + 1) * outputSize;
export const entrySize: i32 = 40;
export const entries: i32 = 1 << 15;

/** The entries that were met in this piece. */
export const touched: usize = table + entries * entrySize;

/** How requests are written, as `shapes.ts` beside `kernel.ts` puts it into bytes. */
export const shapes: usize = touched + entries * 4;
export const shapesSize: i32 = 1 << 14;

/** An open hash table of the names of JSON members. */
export const members: usize = shapes + shapesSize;
export const memberSize: i32 = 16;
export const mostMembers: i32 = 1 << 10;

export const pages: i32 = <i32>((members + mostMembers * memberSize) >> 16) + 1;
