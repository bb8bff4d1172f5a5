/**
 * Finds any number of strings in a text in one pass (Aho and Corasick, 1975). Time is linear in the text, whatever the strings are;
 * transitions are kept in one hash table, since a table a state would not fit for a hundred thousand strings.
 */
export class Automaton {
  private states = 1;
  private firstChild = new Int32Array(1024);
  private sibling = new Int32Array(1024);
  private letter = new Uint16Array(1024);
  private parents = new Int32Array(1024);
  private failure = new Int32Array(1024);
  /** The pattern that ends in a state, plus one; 0 for none. */
  private ends = new Int32Array(1024);
  /** The next state on the failure path in which a pattern ends. */
  private shorter = new Int32Array(0);
  private slots = new Int32Array(2048);
  private readonly lengths: number[] = [];
  private readonly fromRoot = new Int32Array(65_536);
  private ready = false;

  /** Adds a string, with at least one character; gives its number. */
  add(pattern: string): number {
    this.ready = false;
    let state = 0;
    for (let at = 0; at < pattern.length; at++) {
      const code = pattern.charCodeAt(at);
      const next = this.next(state, code);
      state = next === 0 ? this.grow(state, code) : next;
    }
    const known = this.ends[state] ?? 0;
    if (known > 0) return known - 1;
    this.lengths.push(pattern.length);
    this.ends[state] = this.lengths.length;
    return this.lengths.length - 1;
  }

  /** Tells every occurrence of every string, overlapping ones too. */
  scan(text: string, found: (pattern: number, start: number, end: number) => void): void {
    if (this.lengths.length === 0) return;
    if (!this.ready) this.link();
    const { fromRoot, failure, ends, shorter } = this;
    let state = 0;
    for (let at = 0; at < text.length; at++) {
      const code = text.charCodeAt(at);
      if (state === 0) {
        state = fromRoot[code] ?? 0;
        if (state === 0) continue;
      } else {
        let next = this.next(state, code);
        while (next === 0 && state !== 0) {
          state = failure[state] ?? 0;
          next = state === 0 ? (fromRoot[code] ?? 0) : this.next(state, code);
        }
        state = next;
      }
      for (let end = (ends[state] ?? 0) > 0 ? state : (shorter[state] ?? 0); end !== 0; end = shorter[end] ?? 0) {
        const pattern = (ends[end] ?? 0) - 1;
        found(pattern, at + 1 - (this.lengths[pattern] ?? 0), at + 1);
      }
    }
  }

  private next(state: number, code: number): number {
    if (state === 0) return this.fromRoot[code] ?? 0;
    const mask = this.slots.length - 1;
    let slot = hash(state, code) & mask;
    for (;;) {
      const child = this.slots[slot] ?? 0;
      if (child === 0) return 0;
      if (this.letter[child] === code && this.parents[child] === state) return child;
      slot = (slot + 1) & mask;
    }
  }

  private grow(parent: number, code: number): number {
    if (this.states === this.letter.length) this.widen();
    const state = this.states++;
    this.letter[state] = code;
    this.parents[state] = parent;
    this.sibling[state] = this.firstChild[parent] ?? 0;
    this.firstChild[parent] = state;
    if (parent === 0) this.fromRoot[code] = state;
    else this.place(state);
    if (this.states * 2 > this.slots.length) this.rehash();
    return state;
  }

  private place(state: number): void {
    const mask = this.slots.length - 1;
    let slot = hash(this.parents[state] ?? 0, this.letter[state] ?? 0) & mask;
    while (this.slots[slot] !== 0) slot = (slot + 1) & mask;
    this.slots[slot] = state;
  }

  private rehash(): void {
    this.slots = new Int32Array(this.slots.length * 2);
    for (let state = 1; state < this.states; state++) if (this.parents[state] !== 0) this.place(state);
  }

  private widen(): void {
    const size = this.letter.length * 2;
    const copy = (from: Int32Array): Int32Array<ArrayBuffer> => {
      const to = new Int32Array(size);
      to.set(from);
      return to;
    };
    this.firstChild = copy(this.firstChild);
    this.sibling = copy(this.sibling);
    this.failure = copy(this.failure);
    this.ends = copy(this.ends);
    this.parents = copy(this.parents);
    const letters = new Uint16Array(size);
    letters.set(this.letter);
    this.letter = letters;
  }

  /** Breadth first, so that shorter suffixes are linked before longer ones need them. */
  private link(): void {
    this.ready = true;
    this.shorter = new Int32Array(this.states);
    const queue = new Int32Array(this.states);
    let tail = 0;
    for (let child = this.firstChild[0] ?? 0; child !== 0; child = this.sibling[child] ?? 0) {
      this.failure[child] = 0;
      queue[tail++] = child;
    }
    for (let head = 0; head < tail; head++) {
      const state = queue[head] ?? 0;
      for (let child = this.firstChild[state] ?? 0; child !== 0; child = this.sibling[child] ?? 0) {
        const code = this.letter[child] ?? 0;
        let fallback = this.failure[state] ?? 0;
        let next = this.next(fallback, code);
        while (next === 0 && fallback !== 0) {
          fallback = this.failure[fallback] ?? 0;
          next = this.next(fallback, code);
        }
        this.failure[child] = next;
        this.shorter[child] = (this.ends[next] ?? 0) > 0 ? next : (this.shorter[next] ?? 0);
        queue[tail++] = child;
      }
    }
  }
}

function hash(state: number, code: number): number {
  let mixed = Math.imul(state, 0x9e3779b1) ^ Math.imul(code + 1, 0x85ebca6b);
  mixed ^= mixed >>> 15;
  return Math.imul(mixed, 0x2c1b3c6d) >>> 3;
}
