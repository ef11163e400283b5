// A second checker of symqnn certificates, written from proofs/FORMAT.md alone.
//
//     node checker.js [--effort N] FILE...     one line a file, exit codes of FORMAT.md
//     symqnnChecker.check(text, N)             in a browser: {status, place, reason, summary}
//
// Nothing is imported and nothing is trusted: every number of a certificate is recomputed from its
// instance. Numbers of JavaScript are used for sizes and for residues modulo a prime below 2^31,
// all products of which are split so that they stay below 2^53; everything else is a BigInt.
//
// Contents: 1 verdicts and budget, 2 strict JSON, 3 rational and Gaussian numbers, 4 residues and
// rank, 5 exact matrices, 6 Pauli words, 7 fields of a certificate, 8 networks, 9 expansion,
// 10 frequencies and blocks, 11 states, 12 polynomials and losses, 13 polynomials in one variable,
// 14 the kinds, 15 the program.
"use strict";
(function () {

// ---------------------------------------------------------------- 1. Verdicts and budget

class Rejected extends Error {
  constructor(place, reason) { super(reason); this.place = place; }
}

class Unsupported extends Error {
  constructor(place, reason) { super(reason); this.place = place; }
}

function need(condition, place, reason) {
  if (!condition) throw new Rejected(place, reason);
}

function within(condition, place, reason) {
  if (!condition) throw new Unsupported(place, reason);
}

// One budget a file: a step is about a tenth of a microsecond. `doing` is the place that is named
// if it ends. Both limits are multiplied by the effort.
const BUDGET = 2e8;
const TABLE = 1500000;
let effort = 1;
let left = BUDGET;
let doing = "";

function spend(steps) {
  left -= steps;
  within(left >= 0, doing, "more than the budget of " + BUDGET * effort + " steps a file (see --effort)");
}

// A number of many bits counts as several.
function table(size, long = 0) {
  const most = TABLE * effort;
  within(size * (1 + Math.floor(long / 800)) <= most, doing,
         "a table of more than " + most + " numbers (see --effort)");
}

// ---------------------------------------------------------------- 2. Strict JSON

const MAX_TEXT = 64 * 1024 * 1024;
const MAX_MARKS = 2097152;
const MAX_DEPTH = 100;

// Objects become Map, so that no name of a field means anything to JavaScript.
class Reader {
  constructor(text) { this.text = text; this.at = 0; }

  fail(reason) { throw new Rejected("character " + this.at, reason); }

  space() {
    while (this.at < this.text.length && " \t\n\r".includes(this.text[this.at])) this.at++;
  }

  value(depth) {
    if (depth > MAX_DEPTH) this.fail("nested more than " + MAX_DEPTH + " deep");
    this.space();
    const c = this.text[this.at];
    if (c === "{") return this.object(depth);
    if (c === "[") return this.array(depth);
    if (c === '"') return this.string();
    for (const [word, meaning] of [["true", true], ["false", false], ["null", null]]) {
      if (this.text.startsWith(word, this.at)) { this.at += word.length; return meaning; }
    }
    return this.count();
  }

  // COUNT is the only number: no sign, no fraction, no exponent, at most 15 digits.
  count() {
    const start = this.at;
    while (this.text[this.at] >= "0" && this.text[this.at] <= "9") this.at++;
    const digits = this.text.slice(start, this.at);
    if (!/^(0|[1-9][0-9]{0,14})$/.test(digits)) this.fail("not a COUNT");
    if (/[0-9.eE+-]/.test(this.text[this.at] || " ")) this.fail("not a COUNT");
    return Number(digits);
  }

  string() {
    const start = ++this.at;
    for (;;) {
      const c = this.text[this.at];
      if (c === undefined || c < " " || c > "~") this.fail("a string not closed or not ASCII");
      if (c === '"') break;
      this.at += c === "\\" ? 2 : 1;
    }
    const raw = this.text.slice(start, this.at++);
    const escape = /\\(u[0-9a-fA-F]{4}|["\\/bfnrt])/g;
    if (raw.replace(escape, "").includes("\\")) this.fail("an unknown escape");
    const short = { b: "\b", f: "\f", n: "\n", r: "\r", t: "\t" };
    return raw.replace(escape, (_, e) =>
      e.length > 1 ? String.fromCharCode(parseInt(e.slice(1), 16)) : short[e] || e);
  }

  array(depth) {
    const items = [];
    this.at++;
    this.space();
    if (this.text[this.at] === "]") { this.at++; return items; }
    for (;;) {
      items.push(this.value(depth + 1));
      this.space();
      const c = this.text[this.at++];
      if (c === "]") return items;
      if (c !== ",") this.fail("',' or ']' expected");
    }
  }

  object(depth) {
    const fields = new Map();
    this.at++;
    this.space();
    if (this.text[this.at] === "}") { this.at++; return fields; }
    for (;;) {
      this.space();
      if (this.text[this.at] !== '"') this.fail("a name expected");
      const name = this.string();
      if (fields.has(name)) this.fail("the name " + JSON.stringify(name) + " twice");
      this.space();
      if (this.text[this.at++] !== ":") this.fail("':' expected");
      fields.set(name, this.value(depth + 1));
      this.space();
      const c = this.text[this.at++];
      if (c === "}") return fields;
      if (c !== ",") this.fail("',' or '}' expected");
    }
  }
}

function readJson(text) {
  within(text.length <= MAX_TEXT, "file", "longer than 64 MiB");
  let marks = 0;
  for (let i = 0; i < text.length; i++) {
    const c = text.charCodeAt(i);
    need(c < 128, "character " + i, "not ASCII");
    if (c === 44 || c === 91 || c === 123) marks++;
  }
  within(marks <= MAX_MARKS, "file", "more than " + MAX_MARKS + " of , [ {");
  const reader = new Reader(text);
  const value = reader.value(0);
  reader.space();
  if (reader.at !== text.length) reader.fail("something after the end");
  return value;
}

// ---------------------------------------------------------------- 3. Rational and Gaussian numbers

function abs(a) { return a < 0n ? -a : a; }

function gcd(a, b) {
  a = abs(a); b = abs(b);
  const smaller = a < b ? a : b;
  if (smaller >> 600n) { // as many divisions as half its bits
    const long = bits(smaller);
    spend(long * long / 1000);
  }
  while (b !== 0n) {
    if (a < 9007199254740992n && b < 9007199254740992n) {
      let x = Number(a), y = Number(b);
      while (y !== 0) { const r = x % y; x = y; y = r; }
      return BigInt(x);
    }
    const r = a % b; a = b; b = r;
  }
  return a;
}

function lcm(a, b) { return a / gcd(a, b) * b; }

function bits(a) { return abs(a).toString(16).length * 4; }

// The longest of some integers.
function longest(list) {
  let most = 0n;
  for (const a of list) {
    if (a > most) most = a;
    else if (-a > most) most = -a;
  }
  return bits(most);
}

// The least common multiple of denominators, refused before it is too long for the numbers that are
// brought to it.
function commonMultiple(list, kept = list.length) {
  let common = 1n, long = 0;
  for (const d of list) {
    if (common % d !== 0n) {
      common = lcm(common, d);
      long = bits(common);
      table(kept, long);
      spend(long / 40 + kept / 50);
    }
    spend((1 + long / 1000) * (1 + (d < 9007199254740992n ? 0 : bits(d)) / 100));
  }
  spend(kept * (1 + long / 1000));
  return common;
}

// An integer in a sentence: one of more than 40 digits by its size.
function shown(n) {
  if (abs(n) < 10n ** 40n) return String(n);
  return "an integer of " + abs(n).toString(2).length + " bits";
}

// So many things, with the noun in the right form; without `many` its plural ends in s.
function amount(number, one, many = one + "s") {
  return shown(number) + " " + (Number(number) === 1 ? one : many);
}

// A rational number n/d in lowest terms, d > 0.
class Q {
  constructor(n, d) { this.n = n; this.d = d; }

  static of(n, d = 1n) {
    if (d < 0n) { n = -n; d = -d; }
    if (d === 1n) return new Q(n, d);
    const g = gcd(n, d);
    return g === 1n ? new Q(n, d) : new Q(n / g, d / g);
  }

  add(o) { return Q.of(this.n * o.d + o.n * this.d, this.d * o.d); }
  sub(o) { return Q.of(this.n * o.d - o.n * this.d, this.d * o.d); }
  mul(o) { return Q.of(this.n * o.n, this.d * o.d); }
  div(o) { return Q.of(this.n * o.d, this.d * o.n); }
  neg() { return new Q(-this.n, this.d); }
  abs() { return new Q(abs(this.n), this.d); }
  sign() { return this.n > 0n ? 1 : this.n < 0n ? -1 : 0; }
  cmp(o) { const x = this.n * o.d, y = o.n * this.d; return x > y ? 1 : x < y ? -1 : 0; }
  eq(o) { return this.n === o.n && this.d === o.d; }
  zero() { return this.n === 0n; }
  integer() { return this.d === 1n; }
  floor() { const r = this.n / this.d; return this.n < 0n && r * this.d !== this.n ? r - 1n : r; }
  ceil() { return -this.neg().floor(); }
  toString() { return this.d === 1n ? String(this.n) : this.n + "/" + this.d; }
}

const Q0 = Q.of(0n), Q1 = Q.of(1n), Q2 = Q.of(2n);

function qmax(a, b) { return a.cmp(b) >= 0 ? a : b; }

// The largest rational of which all of the given ones are integer multiples.
function qgcd(list) {
  return list.reduce((g, x) => Q.of(gcd(g.n * x.d, x.n * g.d), g.d * x.d), Q0);
}

// A Gaussian rational (a + bi)/d in lowest terms, d > 0.
class G {
  constructor(a, b, d) { this.a = a; this.b = b; this.d = d; }

  static of(a, b = 0n, d = 1n) {
    if (d === 1n) return new G(a, b, d);
    const g = gcd(gcd(d, a), b);
    return g === 1n ? new G(a, b, d) : new G(a / g, b / g, d / g);
  }

  static q(x) { return new G(x.n, 0n, x.d); }
  static pair(x, y) { return G.of(x.n * y.d, y.n * x.d, x.d * y.d); }

  add(o) {
    if (this.d === o.d) return G.of(this.a + o.a, this.b + o.b, this.d);
    return G.of(this.a * o.d + o.a * this.d, this.b * o.d + o.b * this.d, this.d * o.d);
  }
  mul(o) {
    return G.of(this.a * o.a - this.b * o.b, this.a * o.b + this.b * o.a, this.d * o.d);
  }
  neg() { return new G(-this.a, -this.b, this.d); }
  conj() { return new G(this.a, -this.b, this.d); }
  zero() { return this.a === 0n && this.b === 0n; }
  eq(o) { return this.a === o.a && this.b === o.b && this.d === o.d; }
  re() { return Q.of(this.a, this.d); }
  im() { return Q.of(this.b, this.d); }
}

const G0 = G.of(0n), G1 = G.of(1n), GI = G.of(0n, 1n);

// ---------------------------------------------------------------- 4. Residues and rank

// x mod q for 0 <= x < 2^53: the quotient from floating point is off by at most one.
function reduce(x, q) {
  const r = x - Math.floor(x / q) * q;
  return r < 0 ? r + q : r >= q ? r - q : r;
}

// a*b mod q for residues of a prime q < 2^31, in two parts below 2^47.
function times(a, b, q) {
  if (q <= 67108864) return reduce(a * b, q);
  const high = Math.floor(b / 32768), low = b - high * 32768;
  return reduce(reduce(a * high, q) * 32768 + a * low, q);
}

function power(a, n, q) {
  let result = 1;
  for (; n > 0; n = Math.floor(n / 2)) {
    if (n % 2 === 1) result = times(result, a, q);
    a = times(a, a, q);
  }
  return result;
}

function inverse(a, q) { return power(a, q - 2, q); }

function residue(n, q) { const r = Number(n % BigInt(q)); return r < 0 ? r + q : r; }

function residueOf(x, q, place) {
  const d = residue(x.d, q);
  need(d !== 0, place, "the modulus divides a denominator");
  return times(residue(x.n, q), inverse(d, q), q);
}

function isPrime(q) {
  if (q < 2) return false;
  for (let f = 2; f * f <= q; f++) if (q % f === 0) return false;
  return true;
}

// The rank of rows of residues modulo q by elimination; the rows are changed.
function rankModulo(rows, q) {
  let rank = 0;
  const width = rows.length ? rows[0].length : 0;
  for (let column = 0; column < width && rank < rows.length; column++) {
    let pivot = rank;
    while (pivot < rows.length && rows[pivot][column] === 0) pivot++;
    if (pivot === rows.length) continue;
    [rows[rank], rows[pivot]] = [rows[pivot], rows[rank]];
    const top = rows[rank], inv = inverse(top[column], q);
    spend((rows.length - rank) * (width - column) / 4 + 50);
    for (let r = rank + 1; r < rows.length; r++) {
      const row = rows[r];
      if (row[column] === 0) continue;
      const factor = q - times(row[column], inv, q);
      for (let j = column; j < width; j++) {
        if (top[j] !== 0) row[j] = reduce(row[j] + times(factor, top[j], q), q);
      }
    }
    rank++;
  }
  return rank;
}

// ---------------------------------------------------------------- 5. Exact matrices

// (re + i im)/d, entries row after row; the denominator is common and need not be lowest.
class Matrix {
  constructor(n, re, im, d) { this.n = n; this.re = re; this.im = im; this.d = d; }

  static scalar(n, x) {
    const re = new Array(n * n).fill(0n), im = new Array(n * n).fill(0n);
    for (let i = 0; i < n; i++) re[i * n + i] = x.n;
    return new Matrix(n, re, im, x.d);
  }

  lowest() {
    let g = this.d;
    for (let i = 0; i < this.re.length && g !== 1n; i++) g = gcd(gcd(g, this.re[i]), this.im[i]);
    if (g === 1n) return this;
    return new Matrix(this.n, this.re.map(x => x / g), this.im.map(x => x / g), this.d / g);
  }

  add(o) {
    spend(4 * this.re.length);
    const g = gcd(this.d, o.d), u = o.d / g, v = this.d / g;
    return new Matrix(this.n, this.re.map((x, i) => x * u + o.re[i] * v),
                      this.im.map((x, i) => x * u + o.im[i] * v), this.d * u);
  }

  scale(x) {
    spend(4 * this.re.length);
    return new Matrix(this.n, this.re.map((r, i) => r * x.a - this.im[i] * x.b),
                      this.im.map((m, i) => m * x.a + this.re[i] * x.b), this.d * x.d);
  }

  mul(o) {
    const n = this.n, re = new Array(n * n), im = new Array(n * n);
    spend(4 * n * n * n * (1 + (bits(this.d) + bits(o.d)) / 600));
    for (let i = 0; i < n; i++) {
      for (let j = 0; j < n; j++) {
        let x = 0n, y = 0n;
        for (let k = 0; k < n; k++) {
          const a = this.re[i * n + k], b = this.im[i * n + k];
          const c = o.re[k * n + j], e = o.im[k * n + j];
          if (a !== 0n) {
            if (c !== 0n) x += a * c;
            if (e !== 0n) y += a * e;
          }
          if (b !== 0n) {
            if (e !== 0n) x -= b * e;
            if (c !== 0n) y += b * c;
          }
        }
        re[i * n + j] = x; im[i * n + j] = y;
      }
    }
    return new Matrix(n, re, im, this.d * o.d).lowest();
  }

  zero() { return this.re.every(x => x === 0n) && this.im.every(x => x === 0n); }

  trace() {
    let a = 0n, b = 0n;
    for (let i = 0; i < this.n; i++) { a += this.re[i * this.n + i]; b += this.im[i * this.n + i]; }
    return G.of(a, b, this.d);
  }

  eq(o) {
    return this.n === o.n && this.re.every((x, i) => x * o.d === o.re[i] * this.d)
      && this.im.every((x, i) => x * o.d === o.im[i] * this.d);
  }
}

// A matrix of residues modulo q with i replaced by a root of -1.
class ModularMatrix {
  constructor(n, entries, q) { this.n = n; this.entries = entries; this.q = q; }

  static of(m, q, root, place) {
    const inv = residueOf(Q.of(1n, m.d), q, place);
    const entries = m.re.map((x, i) =>
      times(inv, reduce(residue(x, q) + times(root, residue(m.im[i], q), q), q), q));
    return new ModularMatrix(m.n, entries, q);
  }

  static scalar(n, x, q) {
    const entries = new Array(n * n).fill(0);
    for (let i = 0; i < n; i++) entries[i * n + i] = x;
    return new ModularMatrix(n, entries, q);
  }

  add(o) {
    const q = this.q;
    spend(this.entries.length / 4);
    return new ModularMatrix(this.n, this.entries.map((x, i) => reduce(x + o.entries[i], q)), q);
  }

  scale(x) {
    spend(this.entries.length / 4);
    return new ModularMatrix(this.n, this.entries.map(y => times(x, y, this.q)), this.q);
  }

  mul(o) {
    const n = this.n, q = this.q, entries = new Array(n * n);
    spend(n * n * n / 4);
    for (let i = 0; i < n; i++) {
      const row = new Array(n).fill(0);
      for (let k = 0; k < n; k++) {
        const a = this.entries[i * n + k];
        if (a === 0) continue;
        for (let j = 0; j < n; j++) row[j] = reduce(row[j] + times(a, o.entries[k * n + j], q), q);
      }
      for (let j = 0; j < n; j++) entries[i * n + j] = row[j];
    }
    return new ModularMatrix(n, entries, q);
  }

  zero() { return this.entries.every(x => x === 0); }
}

// ---------------------------------------------------------------- 6. Pauli words

// LETTERS[ab] = [letter, power of i] of the product of two letters.
const LETTERS = {
  II: ["I", 0], IX: ["X", 0], IY: ["Y", 0], IZ: ["Z", 0],
  XI: ["X", 0], XX: ["I", 0], XY: ["Z", 1], XZ: ["Y", 3],
  YI: ["Y", 0], YX: ["Z", 3], YY: ["I", 0], YZ: ["X", 1],
  ZI: ["Z", 0], ZX: ["Y", 1], ZY: ["X", 3], ZZ: ["I", 0],
};

function wordProduct(v, w) {
  let word = "", phase = 0;
  for (let i = 0; i < v.length; i++) {
    const [letter, k] = LETTERS[v[i] + w[i]];
    word += letter;
    phase += k;
  }
  return [word, phase % 4];
}

// Two words commute iff they differ, both not I, in an even number of places.
function commute(v, w) {
  let odd = false;
  for (let i = 0; i < v.length; i++) {
    if (v[i] !== "I" && w[i] !== "I" && v[i] !== w[i]) odd = !odd;
  }
  return !odd;
}

// The coefficients of a sum of words: exact, or modulo q with i replaced by a root of -1.
const EXACT = {
  of: x => x, zero: x => x.zero(), add: (x, y) => x.add(y), mul: (x, y) => x.mul(y),
  i: [G1, GI, G.of(-1n), G.of(0n, -1n)], cost: 10,
};

function modular(q, root, place) {
  return {
    of: x => reduce(residueOf(x.re(), q, place) + times(root, residueOf(x.im(), q, place), q), q),
    zero: x => x === 0,
    add: (x, y) => reduce(x + y, q),
    mul: (x, y) => times(x, y, q),
    i: [1, root, q - 1, q - root], cost: 3, q, root, place,
  };
}

// A sum of words: Map word -> coefficient, none zero.
class PauliSum {
  constructor(field, terms = new Map()) { this.field = field; this.terms = terms; }

  static of(field, pauli) {
    return new PauliSum(field, new Map([...pauli].map(([w, c]) => [w, field.of(G.q(c))])))
      .clean();
  }

  clean() {
    for (const [w, c] of this.terms) if (this.field.zero(c)) this.terms.delete(w);
    return this;
  }

  include(word, c) {
    const old = this.terms.get(word);
    this.terms.set(word, old === undefined ? c : this.field.add(old, c));
  }

  // How much longer an operation takes for the longest number; residues are short.
  factor() {
    if (this.field.q !== undefined) return 1;
    let long = 0n;
    for (const { a, b, d } of this.terms.values()) {
      for (const x of [a, b, d]) if (x > long || -x > long) long = abs(x);
    }
    if (long < 1n << 200n) return 1;
    const length = bits(long);
    table(3 * this.terms.size, length);
    return 1 + length * length / 90000;
  }

  add(o) {
    spend(this.field.cost * (this.terms.size + o.terms.size) * Math.max(this.factor(), o.factor()));
    const sum = new PauliSum(this.field, new Map(this.terms));
    for (const [w, c] of o.terms) sum.include(w, c);
    return sum.clean();
  }

  scale(x) {
    let factor = this.factor();
    if (x instanceof G) {
      const long = Math.max(bits(x.a), bits(x.b), bits(x.d));
      factor += long * long / 90000;
      table(3 * this.terms.size, long);
    }
    spend(this.field.cost * this.terms.size * factor);
    const scaled = new Map();
    for (const [w, c] of this.terms) scaled.set(w, this.field.mul(c, x));
    return new PauliSum(this.field, scaled).clean();
  }

  mul(o) {
    const f = this.field, product = new PauliSum(f);
    const factor = Math.max(this.factor(), o.factor());
    for (const [v, a] of this.terms) {
      spend(o.terms.size * (2 * f.cost * factor + v.length));
      table(2 * product.terms.size);
      for (const [w, b] of o.terms) {
        const [word, phase] = wordProduct(v, w);
        product.include(word, f.mul(f.mul(a, b), f.i[phase]));
      }
    }
    return product.clean();
  }

  zero() { return this.terms.size === 0; }
}

// ---------------------------------------------------------------- 7. Fields of a certificate

const DIGITS = "0123456789abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXY";
const MAX_FREQUENCY = 30;
const MAX_SIZE = 4096;
const MAX_SQUARED = 512;

// The fields of an object: exactly `names`, and perhaps some of `optional`.
function record(value, place, names, optional = []) {
  need(value instanceof Map, place, "not an object");
  for (const name of names) need(value.has(name), place, "the field " + name + " is missing");
  for (const name of value.keys()) {
    need(names.includes(name) || optional.includes(name), place,
         "unknown field " + JSON.stringify(name));
  }
  return Object.fromEntries([...names, ...optional].map(name => [name, value.get(name)]));
}

function list(value, place, length = null) {
  need(Array.isArray(value), place, "not a list");
  need(length === null || value.length === length, place, "not of length " + length);
  return value;
}

function items(value, place, read, length = null) {
  return list(value, place, length).map((x, i) => read(x, place + "." + i));
}

function count(value, place) {
  need(typeof value === "number", place, "not a COUNT");
  return value;
}

function string(value, place) {
  need(typeof value === "string", place, "not a string");
  return value;
}

const LARGE = 10n ** 4000n;

function digits(text, place) {
  if (/^(0|-?[1-9][0-9]*)$/.test(text)) {
    need(text.replace("-", "").length <= 4000, place, "a decimal number of more than 4000 digits");
    return BigInt(text);
  }
  need(/^-?0x[1-9a-f][0-9a-f]*$/.test(text), place, "not an INTEGER");
  within(text.length <= 100003, place, "a number of more than 100000 hexadecimal digits");
  const n = BigInt(text.replace("-", ""));
  need(n >= LARGE, place, "hexadecimal, but at most 4000 decimal digits");
  return text[0] === "-" ? -n : n;
}

function integer(value, place) { return digits(string(value, place), place); }

function rational(value, place) {
  const parts = string(value, place).split("/");
  need(parts.length <= 2, place, "not a RATIONAL");
  const n = digits(parts[0], place);
  if (parts.length === 1) return new Q(n, 1n);
  const d = digits(parts[1], place);
  need(d > 1n && gcd(n, d) === 1n, place, "not in lowest terms");
  return new Q(n, d);
}

function point(value, place) {
  const [c, s] = items(value, place, rational, 2);
  need(c.mul(c).add(s.mul(s)).eq(Q1), place, "not on the circle");
  return G.pair(c, s);
}

function index(text, place, p) {
  need(text.length === p, place, "not an INDEX of " + p + " digits");
  return [...text].map(c => {
    const digit = DIGITS.indexOf(c);
    need(digit >= 0, place, "not an INDEX");
    return digit;
  });
}

function frequencyOf(digit) { return Math.floor((digit + 1) / 2); }

// POLYNOMIAL: Map INDEX -> rational, none zero.
function polynomial(value, place, p) {
  need(value instanceof Map, place, "not an object");
  const terms = new Map();
  for (const [key, text] of value) {
    index(key, place + "." + key, p);
    const c = rational(text, place + "." + key);
    need(!c.zero(), place + "." + key, "a coefficient that is zero");
    terms.set(key, c);
  }
  return terms;
}

function relation(value, place, p) {
  need(value instanceof Map && value.size > 0, place, "not a relation, or an empty one");
  const terms = new Map();
  for (const [key, text] of value) {
    index(key, place + "." + key, p);
    const x = integer(text, place + "." + key);
    need(x !== 0n, place + "." + key, "a coefficient that is zero");
    terms.set(key, x);
  }
  return terms;
}

function pauli(value, place, length = null) {
  need(value instanceof Map && value.size > 0, place, "not a sum of Pauli words");
  const terms = new Map();
  for (const [word, text] of value) {
    if (length === null) length = word.length;
    need(/^[IXYZ]+$/.test(word) && word.length === length, place, "not a Pauli word: " + word);
    const c = rational(text, place + "." + word);
    need(!c.zero(), place + "." + word, "a coefficient that is zero");
    terms.set(word, c);
  }
  return terms;
}

function matrix(value, place, n = null) {
  const f = record(value, place, ["denominator", "real", "imaginary"]);
  const d = integer(f.denominator, place + ".denominator");
  need(d > 0n, place + ".denominator", "not positive");
  const size = list(f.real, place + ".real").length;
  within(size <= MAX_SIZE, place, "a dimension above " + MAX_SIZE);
  need(size >= 1 && (n === null || size === n), place, "not of the right size");
  const read = (rows, where) =>
    items(rows, where, (row, at) => items(row, at, integer, size), size).flat();
  const re = read(f.real, place + ".real"), im = read(f.imaginary, place + ".imaginary");
  let g = d;
  for (let i = 0; i < size; i++) {
    for (let j = 0; j < size; j++) {
      const here = i * size + j, there = j * size + i;
      need(re[here] === re[there] && im[here] === -im[there], place, "not Hermitian");
      if (g !== 1n) g = gcd(gcd(g, re[here]), im[here]);
    }
  }
  need(g === 1n, place, "entries and denominator have a common factor");
  return new Matrix(size, re, im, d);
}

function nameText(value, place) {
  const letters = [...string(value, place)];
  need(letters.length >= 1 && letters.length <= 80, place, "a name of 1 to 80 characters");
  need(letters.every(isPrintable), place, "not printable");
  return value;
}

function parameterNames(value, place) {
  const names = items(value, place, string);
  need(names.length >= 1, place, "no parameters");
  within(names.length <= MAX_SIZE, place, "more than " + MAX_SIZE + " parameters");
  for (const name of names) nameText(name, place);
  need(new Set(names).size === names.length, place, "a name twice");
  return names;
}

function unitsOf(value, place, p) {
  const units = items(value, place, rational, p);
  units.forEach((g, l) => need(g.sign() > 0, place + "." + l, "not positive"));
  return units;
}

// ---------------------------------------------------------------- 8. Networks

// A network: kind, n (qubits or dimension), p, units, gates, and the observable (list of factors,
// or a matrix). A gate: angle [[l, k_l]], fixed (e^{iuβ}), step u, and
//   pauli: words (without I...I); shift m, scale c if there are two eigenvalues m ± c, else c = null
//   matrix: generator, spectrum.
function network(value, place) {
  need(value instanceof Map, place, "not an object");
  const kind = value.get("kind");
  need(kind === "pauli" || kind === "matrix", place + ".kind", "not a kind of network");
  const size = kind === "pauli" ? "qubits" : "dimension";
  const f = record(value, place, ["kind", size, "parameters", "units", "gates", "observable"]);
  const n = count(f[size], place + "." + size);
  within(n <= MAX_SIZE, place + "." + size, "more than " + MAX_SIZE);
  need(n >= (kind === "pauli" ? 1 : 2), place + "." + size, "too small");
  const names = parameterNames(f.parameters, place + ".parameters"), p = names.length;
  const units = unitsOf(f.units, place + ".units", p);
  need(list(f.gates, place + ".gates").length >= 1, place + ".gates", "no gates");
  within(f.gates.length <= MAX_SIZE, place + ".gates", "more than " + MAX_SIZE);
  const gates = f.gates.map((g, j) => gate(g, place + ".gates." + j, kind, n, p));
  const used = new Set(gates.flatMap(g => g.angle.map(([l]) => l)));
  for (let l = 0; l < p; l++) {
    need(used.has(l), place + ".parameters." + l, "a parameter that occurs in no gate");
  }
  const net = { kind, n, p, units, gates, place };
  const where = place + ".observable";
  if (kind === "matrix") {
    net.observable = matrix(f.observable, where, n);
    for (const g of gates) {
      for (const [l, k] of g.angle) {
        need(g.step.mul(k).div(units[l]).integer(), place + ".units." + l,
             "frequencies are no multiples of the unit");
      }
    }
    exponents(net);
  } else {
    net.observable = items(f.observable, where, (x, at) => pauli(x, at));
    need(net.observable.length >= 1, where, "no factors");
    const total = net.observable.reduce((sum, x) => sum + wordLength(x), 0);
    need(total === n, where, "the lengths of the factors do not add up to the qubits");
  }
  return net;
}

function wordLength(sum) { return sum.keys().next().value.length; }

function gate(value, place, kind, n, p) {
  const fields = ["generator", "angle", "fixed"];
  const f = record(value, place, kind === "matrix" ? [...fields, "spectrum"] : fields);
  const angle = items(f.angle, place + ".angle", (pair, at) => {
    list(pair, at, 2);
    return [count(pair[0], at + ".0"), rational(pair[1], at + ".1")];
  });
  angle.forEach(([l, k], i) => {
    const at = place + ".angle." + i;
    need(l < p, at, "no such parameter");
    need(i === 0 || angle[i - 1][0] < l, at, "not increasing");
    need(!k.zero(), at, "a parameter times zero");
  });
  const fixed = point(f.fixed, place + ".fixed");
  need(angle.length > 0 || !fixed.eq(G1), place, "a gate that does nothing");
  const result = { angle, fixed };
  if (kind === "matrix") {
    result.generator = matrix(f.generator, place + ".generator", n);
    result.spectrum = items(f.spectrum, place + ".spectrum", rational);
    testSpectrum(result, place);
    result.step = qgcd(result.spectrum.slice(1).map(e => e.sub(result.spectrum[0])));
  } else {
    readWords(result, pauli(f.generator, place + ".generator", n), place + ".generator");
  }
  return result;
}

// Each E is an eigenvalue and there are no others: the product of all H - E vanishes, and the
// traces of the partial products, Σ_E r_E ∏_{i<j}(E - E_i), give multiplicities r_E that are not 0.
function testSpectrum(g, place) {
  const h = g.generator, values = g.spectrum, n = h.n;
  need(values.length >= 2 && values.length <= n, place + ".spectrum", "not 2 to d values");
  values.forEach((e, i) => need(i === 0 || values[i - 1].cmp(e) < 0, place + ".spectrum",
                                "not increasing"));
  doing = place + ".spectrum";
  let product = Matrix.scalar(n, Q1);
  const traces = [];
  for (const e of values) {
    traces.push(product.trace().re());
    product = product.mul(h.add(Matrix.scalar(n, e.neg())));
  }
  need(product.zero(), place + ".spectrum", "not the eigenvalues of the generator");
  g.multiplicities = new Array(values.length);
  spend(30 * values.length ** 3);
  for (let j = values.length - 1; j >= 0; j--) {
    let rest = traces[j];
    const partial = e => values.slice(0, j).reduce((x, v) => x.mul(e.sub(v)), Q1);
    for (let i = j + 1; i < values.length; i++) {
      rest = rest.sub(partial(values[i]).mul(g.multiplicities[i]));
    }
    g.multiplicities[j] = rest.div(partial(values[j]));
    need(!g.multiplicities[j].zero(), place + ".spectrum", "a value that is no eigenvalue");
  }
}

// Two eigenvalues m ± c: the square of the sum K of the words is pK + q, m = p/2, c² = q + m², c
// rational (not tested for more than MAX_SQUARED commuting words). Otherwise all words commute.
function readWords(g, words, place) {
  doing = place;
  for (const word of words.keys()) if (/^I*$/.test(word)) words.delete(word);
  need(words.size > 0, place, "a multiple of the identity");
  const all = [...words.keys()];
  spend(all.length * all.length * all[0].length / 4);
  g.words = words;
  g.scale = null;
  const commuting = all.every((v, i) => all.slice(i + 1).every(w => commute(v, w)));
  if (!commuting || all.length <= MAX_SQUARED) {
    const one = "I".repeat(all[0].length), sum = PauliSum.of(EXACT, words), square = sum.mul(sum);
    const at = word => square.terms.has(word) ? square.terms.get(word).re() : Q0;
    const p = at(all[0]).div(words.get(all[0])), q = at(one), m = p.div(Q2);
    const expected = PauliSum.of(EXACT, [...[...words].map(([w, c]) => [w, c.mul(p)]), [one, q]]);
    const c = square.add(expected.scale(G.of(-1n))).zero() ? squareRoot(q.add(m.mul(m))) : null;
    if (c) {
      Object.assign(g, { shift: m, scale: c, step: c.mul(Q2) });
      return;
    }
  }
  need(commuting, place, "words neither commute nor have two eigenvalues with a rational difference");
  g.step = qgcd([...words.values()].map(c => c.abs().mul(Q2)));
}

// W = (K - m)/c, W² = I, for two eigenvalues m ± c.
function involution(g) {
  const one = "I".repeat(g.words.keys().next().value.length);
  const words = [...g.words, ...(g.shift.zero() ? [] : [[one, g.shift.neg()]])];
  return words.map(([w, x]) => [w, x.div(g.scale)]);
}

function integerRoot(n) {
  if (n < 2n) return n;
  let x = 1n << BigInt((n.toString(2).length + 1) >> 1);
  for (;;) {
    const y = (x + n / x) >> 1n;
    if (y >= x) return x;
    x = y;
  }
}

function squareRoot(x) {
  if (x.sign() <= 0) return null;
  const n = integerRoot(x.n), d = integerRoot(x.d);
  return n * n === x.n && d * d === x.d ? new Q(n, d) : null;
}

// "rounding": |β_j - (qπ + r)| <= b modulo 2π/u for the listed gates.
function testRounding(value, place, net) {
  if (value === undefined) return;
  let previous = -1;
  list(value, place).forEach((entry, i) => {
    const at = place + "." + i;
    list(entry, at, 4);
    const j = count(entry[0], at + ".0");
    need(j < net.gates.length, at, "no such gate");
    need(j > previous, at, "not increasing");
    previous = j;
    const [q, r, b] = entry.slice(1).map((x, k) => rational(x, at + "." + (k + 1)));
    doing = at;
    testArc(net.gates[j], q, r, b, at);
  });
}

// "source": where the network was read from; for people, only its form is tested.
function testSource(value, place) {
  if (value === undefined) return;
  const f = record(value, place, ["sha256", "observable"]);
  need(/^[0-9a-f]{64}$/.test(string(f.sha256, place + ".sha256")), place + ".sha256",
       "not 64 digits 0-9a-f");
  const letters = [...string(f.observable, place + ".observable")];
  need(letters.length >= 1 && letters.length <= 2 ** 17 && letters.every(isPrintable),
       place + ".observable", "not 1 to 2^17 printable characters");
}

// First and last code points of what is not printable.
const UNPRINTABLE = [[0, 0x1f], [0x7f, 0xa0], [0xad, 0xad], [0x61c, 0x61c], [0x1680, 0x1680],
  [0x180e, 0x180e], [0x2000, 0x200f], [0x2028, 0x202f], [0x205f, 0x206f], [0x3000, 0x3000],
  [0xd800, 0xf8ff], [0xfdd0, 0xfdef], [0xfeff, 0xfeff], [0xfff0, 0xfffb], [0xfffe, 0xffff],
  [0x1fffe, 0x10ffff]];

function isPrintable(c) {
  const code = c.codePointAt(0);
  return !UNPRINTABLE.some(([first, last]) => first <= code && code <= last);
}

// Machin: π = 16 arctan(1/5) - 4 arctan(1/239), 50 terms a series, rounded down to 2^-202.
function machin() {
  const arctan = x => {
    let sum = Q0;
    for (let k = 0n; k < 50n; k++) {
      const term = Q.of(1n, (2n * k + 1n) * x ** (2n * k + 1n));
      sum = k % 2n === 0n ? sum.add(term) : sum.sub(term);
    }
    return sum;
  };
  const pi = Q.of(16n).mul(arctan(5n)).sub(Q.of(4n).mul(arctan(239n)));
  return Q.of(pi.mul(Q.of(1n << 202n)).floor(), 1n << 202n);
}

let pi = null;

function testArc(g, q, r, b, place) {
  if (pi === null) {
    spend(1e6);
    pi = machin();
  }
  const u = g.step, x = u.mul(q.mul(pi).add(r)), y = u.mul(b);
  within(x.abs().cmp(Q.of(100n)) <= 0, place, "an angle above 100 radians");
  need(y.sign() >= 0 && y.cmp(Q1) <= 0, place, "the bound is not in [0, 1]");
  const n = Number(40n + 4n * x.abs().add(Q1).floor());
  const wide = Math.max(bits(x.n), bits(x.d)), long = n * wide;
  spend(n * (20 + long / 100) * (1 + wide / 4000));
  // All terms x^k/k! over one denominator `whole`, so that they are integers.
  let whole = 1n;
  for (let k = 1; k <= n; k++) whole *= x.d * BigInt(k);
  let term = whole, c = 0n, s = 0n;
  for (let k = 0; k < n; k++) {
    const signed = k % 4 < 2 ? term : -term;
    if (k % 2 === 0) c += signed; else s += signed;
    term = term * x.n / (x.d * BigInt(k + 1));
  }
  // `term` is x^n/n!. A chord of at most y - y³/24 belongs to an arc of at most y.
  const near = y.sub(y.mul(y).mul(y).div(Q.of(24n))).sub(u.mul(q.abs()).mul(Q.of(2n, 1n << 200n)));
  const { a, b: sine, d } = g.fixed, size = Math.max(long, bits(near.d), bits(d));
  spend(10 + size * size / 9000);
  const rho = near.n * whole - 2n * abs(term) * near.d;
  const dc = a * whole - c * d, ds = sine * whole - s * d, left_ = near.d * near.d;
  need(rho >= 0n && (dc * dc + ds * ds) * left_ <= rho * rho * d * d, place,
       "the fixed angle is not so close");
}

// ---------------------------------------------------------------- 9. Expansion

// A vector of integers as a text, one character an entry: keys of Maps, with addition.
const ORIGIN = 0x4000;

function keyOf(vector) { return String.fromCharCode(...vector.map(k => k + ORIGIN)); }

function vectorOf(key) { return Array.from(key, c => c.charCodeAt(0) - ORIGIN); }

function addKeys(a, b) {
  let sum = "";
  for (let i = 0; i < a.length; i++) {
    sum += String.fromCharCode(a.charCodeAt(i) + b.charCodeAt(i) - ORIGIN);
  }
  return sum;
}

// The exponents of φ in z = e^{iua}, scaled by a common denominator of each angle so that they are
// integers: `scales` and, for each gate, `steps`, the vector (u k_l / g_l)·scale_l.
function exponents(net) {
  const ratio = (g, [l, k]) => g.step.mul(k).div(net.units[l]);
  const scales = new Array(net.p).fill(1n);
  for (const g of net.gates) {
    for (const part of g.angle) scales[part[0]] = lcm(scales[part[0]], ratio(g, part).d);
  }
  const steps = net.gates.map(g => {
    const vector = new Array(net.p).fill(0);
    for (const part of g.angle) {
      vector[part[0]] = Number(ratio(g, part).mul(Q.of(scales[part[0]])).n);
    }
    return vector;
  });
  const reach = new Array(net.p).fill(0);
  net.gates.forEach((g, j) => {
    const width = spread(g);
    within(width < 1e9, net.place + ".gates." + j, "eigenvalues that are too far apart");
    steps[j].forEach((s, l) => { reach[l] += Math.abs(s) * width; });
  });
  reach.forEach((r, l) => {
    const where = net.place + ".units." + l;
    within(r <= MAX_FREQUENCY * Number(scales[l]), where, "frequencies above " + MAX_FREQUENCY);
    within(r < ORIGIN / 2, where, "a unit that is far from the frequencies");
  });
  return { scales: scales.map(Number), steps };
}

// (E_max - E_min)/u of a generator.
function spread(g) {
  if (g.generator) {
    const e = g.spectrum;
    return Number(e[e.length - 1].sub(e[0]).div(g.step).n);
  }
  const differences = differencesOf(g);
  return differences[differences.length - 1];
}

// The Fourier components M_k of M(θ) = Σ_k e^{ik·φ} M_k: Map key of k -> operator. Gates are taken
// from the last to the first; `calculus` says how operators of this network are handled:
// observable, and split(j, A) = the list of [m, A_m] with V†AV = Σ_m z^m A_m.
function components(net, calculus) {
  const { scales, steps } = exponents(net);
  let current = new Map([[keyOf(new Array(net.p).fill(0)), calculus.observable]]);
  for (let j = net.gates.length - 1; j >= 0; j--) {
    const next = new Map();
    for (const [key, operator] of current) {
      for (const [m, part] of calculus.split(j, operator)) {
        const target = addKeys(key, keyOf(steps[j].map(s => s * m)));
        const scaled = part.scale(calculus.power(j, m));
        const old = next.get(target);
        next.set(target, old === undefined ? scaled : old.add(scaled));
      }
      table(next.size * calculus.size);
    }
    for (const [key, operator] of next) if (operator.zero()) next.delete(key);
    current = next;
  }
  const result = new Map();
  for (const [key, operator] of current) {
    const k = vectorOf(key).map((e, l) => {
      need(e % scales[l] === 0, net.place + ".units." + l, "a frequency that is no multiple");
      return e / scales[l];
    });
    result.set(keyOf(k), operator);
  }
  return result;
}

// V†AV = Σ P_E A P_F z^{(E-F)/u} with the eigenprojectors P_E = ∏_{F≠E} (H - F)/(E - F).
function matrixCalculus(net, read, identity, scalar, powerOf) {
  const projectors = net.gates.map((g, j) => {
    const h = read(g.generator, net.place + ".gates." + j + ".generator");
    const shifted = g.spectrum.map(e => h.add(identity.scale(scalar(G.q(e.neg())))));
    return g.spectrum.map((e, a) => g.spectrum.reduce((product, f, b) =>
      a === b ? product : product.mul(shifted[b]).scale(scalar(G.q(Q1.div(e.sub(f))))), identity));
  });
  return {
    observable: read(net.observable, net.place + ".observable"),
    size: net.n * net.n,
    power: powerOf,
    split(j, operator) {
      const g = net.gates[j], parts = new Map();
      projectors[j].forEach((right, b) => {
        const half = operator.mul(right);
        projectors[j].forEach((left, a) => {
          const m = Number(g.spectrum[a].sub(g.spectrum[b]).div(g.step).n);
          const part = left.mul(half), old = parts.get(m);
          parts.set(m, old === undefined ? part : old.add(part));
        });
      });
      return parts;
    },
  };
}

// exp(-iaH) is a product of commuting exp(-i(nu/2)aW), W² = I; with P± = (1 ± W)/2
// e^{i(nu/2)aW} A e^{-i(nu/2)aW} = (A + WAW)/2 + z^n P₊AP₋ + z^-n P₋AP₊.
function pauliCalculus(net, field, powerOf) {
  const half = field.of(G.of(1n, 0n, 2n)), minus = field.of(G.of(-1n));
  const factors = net.gates.map(g => {
    if (g.scale === null) {
      return [...g.words].map(([word, c]) =>
        [PauliSum.of(field, [[word, Q1]]), Number(c.mul(Q2).div(g.step).n)]);
    }
    return [[PauliSum.of(field, involution(g)), 1]];
  });
  const turn = (w, a) => {
    // P₊AP₋ = (X - XW)/2 with X = (A + WA)/2; P₋AP₊ = (Y + YW)/2 with Y = (A - WA)/2.
    const wa = w.mul(a), x = a.add(wa).scale(half), y = a.add(wa.scale(minus)).scale(half);
    const up = x.add(x.mul(w).scale(minus)).scale(half), down = y.add(y.mul(w)).scale(half);
    return [[0, a.add(up.add(down).scale(minus))], [1, up], [-1, down]];
  };
  return {
    observable: tensor(net.observable.map(x => PauliSum.of(field, x)), field),
    size: 1,
    power: powerOf,
    split(j, operator) {
      let parts = new Map([[0, operator]]);
      for (const [w, n] of factors[j]) {
        const next = new Map();
        for (const [m, a] of parts) {
          for (const [sign, part] of turn(w, a)) {
            const old = next.get(m + sign * n);
            if (!part.zero()) next.set(m + sign * n, old === undefined ? part : old.add(part));
          }
        }
        parts = next;
        let words = 0;
        for (const a of parts.values()) words += a.terms.size;
        table(words);
      }
      return parts;
    },
  };
}

function tensor(factors, field) {
  return factors.reduce((product, factor) => {
    const next = new PauliSum(field);
    spend(product.terms.size * factor.terms.size * field.cost);
    table(product.terms.size * factor.terms.size);
    for (const [v, a] of product.terms) {
      for (const [w, b] of factor.terms) next.include(v + w, field.mul(a, b));
    }
    return next.clean();
  }, new PauliSum(field, new Map([["", field.of(G1)]])));
}

// e^{imuβ} for the gates of a network, over the Gaussian rationals.
function exactPower(net) {
  const known = net.gates.map(g => new Map([[0, G1], [1, g.fixed], [-1, g.fixed.conj()]]));
  const of = (j, m) => {
    if (!known[j].has(m)) {
      const sign = m > 0 ? 1 : -1;
      known[j].set(m, of(j, m - sign).mul(of(j, sign)));
    }
    return known[j].get(m);
  };
  return of;
}

function exactComponents(net) {
  doing = net.place;
  const powerOf = exactPower(net);
  if (net.kind === "pauli") return components(net, pauliCalculus(net, EXACT, powerOf));
  const identity = Matrix.scalar(net.n, Q1);
  return components(net, matrixCalculus(net, m => m, identity, x => x, powerOf));
}

// The same modulo q with i ↦ root. A point of the circle becomes a unit; its inverse is the
// conjugate point.
function modularComponents(net, q, root, place) {
  doing = net.place;
  const field = modular(q, root, place);
  const turns = net.gates.map(g => [field.of(g.fixed), field.of(g.fixed.conj())]);
  const powerOf = (j, m) => power(turns[j][m < 0 ? 1 : 0], Math.abs(m), q);
  if (net.kind === "pauli") return components(net, pauliCalculus(net, field, powerOf));
  const identity = ModularMatrix.scalar(net.n, 1, q);
  const read = m => ModularMatrix.of(m, q, root, place);
  return components(net, matrixCalculus(net, read, identity, field.of, powerOf));
}

// From e^{ik·φ} to the basis of cosines and sines, one angle after the other:
// X z^k + Y z^-k = (X + Y) cos kφ + i(X - Y) sin kφ. Result: Map INDEX -> coefficient.
function toBasis(terms, p) {
  let current = terms;
  for (let l = 0; l < p; l++) {
    const next = new Map();
    const put = (key, x) => {
      const old = next.get(key), sum = old === undefined ? x : old.add(x);
      next.set(key, sum);
    };
    for (const [key, x] of current) {
      spend(10);
      const k = key.charCodeAt(l) - ORIGIN, head = key.slice(0, l), tail = key.slice(l + 1);
      if (k === 0) { put(head + "0" + tail, x); continue; }
      const f = Math.abs(k);
      within(f <= MAX_FREQUENCY, doing, "a frequency above " + MAX_FREQUENCY);
      put(head + DIGITS[2 * f - 1] + tail, x);
      put(head + DIGITS[2 * f] + tail, x.scale(k > 0 ? GI : GI.neg()));
    }
    current = next;
  }
  for (const [key, x] of current) if (x.zero()) current.delete(key);
  return current;
}

G.prototype.scale = G.prototype.mul;

// ---------------------------------------------------------------- 10. Frequencies and blocks

// Commuting words on n qubits, their coefficients over u/2: Σ ±c_W over the words that are in a
// relation (a product of words that is ±1), a Map from the sums to the numbers of sign patterns of a
// basis of them; the coefficients of the other words, whose signs are free; the rank.
function wordSums(words, step, n) {
  const list = [...words], basis = [], relations = [];
  const largest = list.reduce((x, [, c]) => qmax(x, c.abs()), Q0);
  within(largest.div(step).cmp(Q.of(1n << 30n)) < 0, doing, "coefficients too far apart");
  spend(list.length * list.length * n / 4);
  list.forEach(([word], i) => {
    let rest = word, used = new Set([i]);
    for (const b of basis) {
      if (letterAt(rest, b.pivot) & b.bit) {
        rest = wordProduct(rest, b.word)[0];
        for (const u of b.used) if (used.has(u)) used.delete(u); else used.add(u);
      }
    }
    const pivot = [...rest].findIndex(c => c !== "I");
    if (pivot < 0) { relations.push([...used].sort((a, b) => a - b)); return; }
    basis.push({ word: rest, pivot, bit: letterAt(rest, pivot) & 2 ? 2 : 1, used });
  });
  // The last word of each relation is determined by the others: its sign is their product's.
  const bound = new Set(relations.flat()), determined = new Map();
  for (const r of relations) {
    let product = "I".repeat(n), phase = 0;
    for (const i of r) {
      const [word, k] = wordProduct(product, list[i][0]);
      product = word;
      phase += k;
    }
    determined.set(r[r.length - 1], [r.slice(0, -1), phase % 4 === 0 ? 1 : -1]);
  }
  const weight = i => Number(list[i][1].mul(Q2).div(step).n);
  const free = [...bound].filter(i => !determined.has(i)).sort((a, b) => a - b);
  within(free.length <= 18, doing, "a generator with more than 2^18 sign patterns");
  spend(2 ** free.length * (10 + 5 * bound.size));
  const sums = new Map();
  for (let pattern = 0; pattern < 2 ** free.length; pattern++) {
    const sign = new Map(free.map((i, b) => [i, (pattern >> b) & 1 ? -1 : 1]));
    let sum = 0;
    for (const i of free) sum += sign.get(i) * weight(i);
    for (const [last, [others, phase]] of determined) {
      sum += weight(last) * others.reduce((s, i) => s * sign.get(i), phase);
    }
    sums.set(sum, (sums.get(sum) || 0n) + 1n);
  }
  const untied = list.map((_, i) => i).filter(i => !bound.has(i)).map(weight);
  return { sums, untied, rank: basis.length };
}

// The eigenvalues Σ ±c_W: pairs [integer, multiplicity], increasing; the integer is the eigenvalue
// over u/2.
function wordSpectrum(words, step, n) {
  const found = wordSums(words, step, n);
  let { sums } = found;
  for (const c of found.untied) {
    const next = new Map();
    spend(10 * sums.size);
    table(sums.size);
    for (const [sum, r] of sums) {
      for (const s of [sum + c, sum - c]) next.set(s, (next.get(s) || 0n) + r);
    }
    sums = next;
  }
  const each = 2n ** BigInt(n - found.rank);
  return [...sums].sort((a, b) => a[0] - b[0]).map(([sum, r]) => [sum, r * each]);
}

function letterAt(word, i) { return { I: 0, X: 1, Y: 3, Z: 2 }[word[i]]; }

// Pairs [integer, multiplicity] for the eigenvalues of a generator, increasing; half a difference
// of two integers is the difference of the eigenvalues over u.
function eigenvalues(g, n) {
  if (g.generator) {
    const low = g.spectrum[0];
    return g.spectrum.map((e, i) =>
      [2 * Number(e.sub(low).div(g.step).n), g.multiplicities[i].n]);
  }
  // m + c is r-fold, m - c the other times: the trace 2^n m + (2r - 2^n) c is 0.
  if (g.scale !== null) {
    const d = 2n ** BigInt(n), r = Q.of(d).mul(g.scale.sub(g.shift)).div(g.scale.mul(Q2)).n;
    return [[-1, d - r], [1, r]];
  }
  return wordSpectrum(g.words, g.step, n);
}

// All differences of two eigenvalues in units of u, increasing.
function differencesOf(g) {
  if (g.differences) return g.differences;
  const n = g.generator ? g.generator.n : g.words.keys().next().value.length;
  const values = eigenvalues(g, n).map(([e]) => e), all = new Set();
  spend(5 * values.length * values.length);
  for (const e of values) for (const f of values) all.add((e - f) / 2);
  g.differences = [...all].sort((a, b) => a - b);
  return g.differences;
}

// The greatest common divisor of all differences, in units of u: that of the differences of the sums
// over words in relations, and of twice each other coefficient.
function spacing(g) {
  if (g.generator || g.scale !== null) return 1n;
  const { sums, untied } = wordSums(g.words, g.step, g.words.keys().next().value.length);
  const first = sums.keys().next().value;
  return [...[...sums.keys()].map(e => (e - first) / 2), ...untied]
    .reduce((x, m) => gcd(x, BigInt(m)), 0n);
}

// Sets of parameters that share gates: K is the product of the sets of their frequency vectors.
function parameterGroups(net) {
  const parent = net.units.map((_, l) => l);
  const find = l => { while (parent[l] !== l) l = parent[l]; return l; };
  for (const g of net.gates) {
    for (const [l] of g.angle) parent[find(l)] = find(g.angle[0][0]);
  }
  const groups = new Map();
  for (let l = 0; l < net.p; l++) {
    if (!groups.has(find(l))) groups.set(find(l), []);
    groups.get(find(l)).push(l);
  }
  return [...groups.values()];
}

// K as a product: for each group of parameters its angles, the Set of keys of its vectors, and the
// Set of keys of the vectors of absolute values.
function frequencies(net) {
  doing = net.place + ".gates";
  const { scales, steps } = exponents(net);
  return parameterGroups(net).map(angles => {
    let vectors = new Set([keyOf(angles.map(() => 0))]);
    net.gates.forEach((g, j) => {
      if (!g.angle.length || !angles.includes(g.angle[0][0])) return;
      const next = new Set(), step = angles.map(l => steps[j][l]);
      const moves = differencesOf(g).map(m => keyOf(step.map(s => s * m)));
      spend(vectors.size * moves.length * (3 + angles.length));
      for (const v of vectors) for (const move of moves) next.add(addKeys(v, move));
      table(next.size * angles.length);
      vectors = next;
    });
    const integral = new Set(), absolute = new Set();
    for (const key of vectors) {
      const k = vectorOf(key).map((e, i) => {
        need(e % scales[angles[i]] === 0, net.place + ".units." + angles[i],
             "frequencies are no multiples of the unit");
        return e / scales[angles[i]];
      });
      integral.add(keyOf(k));
      absolute.add(keyOf(k.map(Math.abs)));
    }
    return { angles, vectors: integral, absolute };
  });
}

// The units are as large as they can be: the entries of K in every parameter have gcd 1. K is a sum
// of sets that contain 0, so it contains each of them: their gcd is that of K (and an integer iff K
// is integral).
function testUnits(net) {
  const entries = net.units.map(() => []);
  for (const g of net.gates) {
    if (!g.angle.length) continue;
    doing = net.place + ".gates";
    spend(10 * g.angle.length);
    const d = spacing(g);
    for (const [l, k] of g.angle) entries[l].push(g.step.mul(Q.of(d)).mul(k).div(net.units[l]));
  }
  entries.forEach((list, l) => need(qgcd(list).eq(Q1), net.place + ".units." + l,
                                    "not as large as the frequencies allow, or too large"));
}

function product(numbers) { return numbers.reduce((x, y) => x * y, 1n); }

function numberOfFrequencies(K) { return product(K.map(g => BigInt(g.vectors.size))); }

// The number of INDEX whose frequencies are, up to signs, those of a vector of K.
function numberOfIndices(K) {
  return product(K.map(g => {
    let total = 0n;
    for (const key of g.absolute) {
      total += 2n ** BigInt(vectorOf(key).filter(k => k !== 0).length);
    }
    return total;
  }));
}

function occurs(K, indexDigits) {
  return K.every(g => g.absolute.has(keyOf(g.angles.map(l => frequencyOf(indexDigits[l])))));
}

function support(g) {
  const qubits = new Set();
  for (const word of g.words.keys()) {
    for (let i = 0; i < word.length; i++) if (word[i] !== "I") qubits.add(i);
  }
  return [...qubits].sort((a, b) => a - b);
}

// Sets of qubits that a closed block must contain together.
function ties(net) {
  const sets = net.gates.map(support);
  let at = 0;
  for (const factor of net.observable) {
    const length = wordLength(factor);
    sets.push(Array.from({ length }, (_, i) => at + i));
    at += length;
  }
  const byParameter = Array.from({ length: net.p }, () => []);
  net.gates.forEach((g, j) => g.angle.forEach(([l]) => byParameter[l].push(...sets[j])));
  return [...sets, ...byParameter];
}

// A closed block: supports, factors and the gates of a parameter are inside or outside.
function isClosed(net, block) {
  const inside = new Set(block);
  return ties(net).every(set => set.every(i => inside.has(i) === inside.has(set[0])));
}

function finestBlocks(net) {
  const parent = Array.from({ length: net.n }, (_, i) => i);
  const find = i => { while (parent[i] !== i) i = parent[i]; return i; };
  for (const set of ties(net)) {
    for (const i of set) {
      const a = find(i), b = find(set[0]);
      parent[Math.max(a, b)] = Math.min(a, b);
    }
  }
  const blocks = new Map();
  for (let i = 0; i < net.n; i++) {
    if (!blocks.has(find(i))) blocks.set(find(i), []);
    blocks.get(find(i)).push(i);
  }
  return [...blocks.values()];
}

// The network of a closed block; `parameters` are the positions of its parameters in the whole.
function blockNetwork(net, block) {
  if (net.kind === "matrix") return { ...net, parameters: net.units.map((_, l) => l) };
  const inside = new Set(block);
  const cut = words => new Map([...words].map(([w, c]) => [block.map(i => w[i]).join(""), c]));
  const gates = net.gates.filter(g => inside.has(support(g)[0]));
  const parameters = [...new Set(gates.flatMap(g => g.angle.map(([l]) => l)))]
    .sort((a, b) => a - b);
  const position = new Map(parameters.map((l, i) => [l, i]));
  const observable = [];
  let at = 0;
  for (const factor of net.observable) {
    if (inside.has(at)) observable.push(factor);
    at += wordLength(factor);
  }
  return {
    kind: "pauli", n: block.length, p: parameters.length, place: net.place, parameters,
    units: parameters.map(l => net.units[l]), observable,
    gates: gates.map(g => ({ ...g, words: cut(g.words), differences: undefined,
                             angle: g.angle.map(([l, k]) => [position.get(l), k]) })),
  };
}

// Sorted lists of different qubits.
function qubitList(value, place, n) {
  const block = items(value, place, count);
  need(block.length > 0, place, "empty");
  block.forEach((i, k) => {
    need(i < n, place, "no such qubit");
    need(k === 0 || block[k - 1] < i, place, "not increasing");
  });
  return block;
}

// ---------------------------------------------------------------- 11. States

const MAX_STATE = 1024;

// A state is { matrix } or { products }, a sum of weight·⊗_l (t_l I + v_l·σ)/2.
function state(value, place, net, inSample) {
  need(value instanceof Map, place, "not an object");
  const kind = value.get("kind");
  if (kind === "bloch" || (kind === "correlation" && inSample)) {
    need(net.kind === "pauli", place + ".kind", "Bloch vectors belong to Pauli networks");
    return productState(value, place, kind, net.n);
  }
  need(kind === "pure" || kind === "density", place + ".kind", "not a kind of state");
  const f = record(value, place, ["kind", kind === "pure" ? "amplitudes" : "matrix"]);
  within(net.kind === "matrix" || net.n < 30, place, "a state of more than 1024 dimensions");
  const dimension = net.kind === "pauli" ? 2 ** net.n : net.n;
  within(dimension <= MAX_STATE, place, "a state of more than " + MAX_STATE + " dimensions");
  if (kind === "density") {
    const rho = matrix(f.matrix, place + ".matrix", dimension);
    need(rho.trace().eq(G1), place + ".matrix", "the trace is not 1");
    doing = place + ".matrix";
    need(isPositive(rho), place + ".matrix", "not positive semidefinite");
    return { matrix: rho };
  }
  const psi = items(f.amplitudes, place + ".amplitudes",
                    (pair, at) => items(pair, at, integer, 2), dimension);
  const norm = psi.reduce((sum, [a, b]) => sum + a * a + b * b, 0n);
  need(norm > 0n, place + ".amplitudes", "all zero");
  const re = [], im = [];
  table(dimension * dimension);
  for (const [a, b] of psi) {
    for (const [c, d] of psi) { re.push(a * c + b * d); im.push(b * c - a * d); }
  }
  return { matrix: new Matrix(dimension, re, im, norm) };
}

function productState(value, place, kind, n) {
  const correlated = kind === "correlation";
  const more = correlated ? ["correlated", "scale"] : [];
  const f = record(value, place, ["kind", "vectors", ...more]);
  const vectors = items(f.vectors, place + ".vectors", (v, at) => items(v, at, rational, 3), n);
  const norms = vectors.map(v => v.reduce((sum, x) => sum.add(x.mul(x)), Q0));
  const S = new Set(correlated ? qubitList(f.correlated, place + ".correlated", n) : []);
  norms.forEach((norm, l) => need(S.has(l) || norm.cmp(Q1) <= 0, place + ".vectors." + l,
                                  "a Bloch vector longer than 1"));
  const product = (weight, inside) =>
    ({ weight, qubits: vectors.map((v, l) => (S.has(l) ? inside(v) : { t: Q1, v })) });
  if (!correlated) return { products: [product(Q1)] };
  // 2^-|S| (I + s ⊗ v·σ): its eigenvalues are 2^-|S| (1 ± s ∏|v|).
  const scale = rational(f.scale, place + ".scale");
  const square = [...S].reduce((x, l) => x.mul(norms[l]), scale.mul(scale));
  need(square.cmp(Q1) <= 0, place + ".scale", "not a positive operator");
  return { products: [product(Q1, () => ({ t: Q1, v: [Q0, Q0, Q0] })),
                      product(scale, v => ({ t: Q0, v }))] };
}

// Elimination without fractions (Bareiss): no pivot is negative, and where it is 0 its row is 0.
function isPositive(m) {
  const n = m.n, re = [...m.re], im = [...m.im];
  let previous = 1n;
  for (let k = 0; k < n; k++) {
    const pivot = re[k * n + k];
    if (pivot < 0n) return false;
    if (pivot === 0n) {
      for (let j = k + 1; j < n; j++) {
        if (re[k * n + j] !== 0n || im[k * n + j] !== 0n) return false;
      }
      continue;
    }
    const row = [...re.slice(k * n + k, k * n + n), ...im.slice(k * n + k, k * n + n)];
    const long = Math.max(longest(row), bits(previous));
    spend((n - k) * (n - k) * (20 + long * long / 9000));
    table(2 * (n - k) * (n - k), long);
    for (let i = k + 1; i < n; i++) {
      const a = re[i * n + k], b = im[i * n + k];
      for (let j = k + 1; j < n; j++) {
        const c = re[k * n + j], d = im[k * n + j], at = i * n + j;
        re[at] = (re[at] * pivot - (a * c - b * d)) / previous;
        im[at] = (im[at] * pivot - (a * d + b * c)) / previous;
      }
    }
    previous = pivot;
  }
  return true;
}

// tr(ρA) for ρ given as a matrix.
function traceWithMatrix(rho, operator) {
  const n = rho.n;
  if (operator instanceof Matrix) {
    spend(4 * n * n);
    let a = 0n, b = 0n;
    for (let i = 0; i < n; i++) {
      for (let j = 0; j < n; j++) {
        const x = i * n + j, y = j * n + i;
        a += rho.re[x] * operator.re[y] - rho.im[x] * operator.im[y];
        b += rho.re[x] * operator.im[y] + rho.im[x] * operator.re[y];
      }
    }
    return G.of(a, b, rho.d * operator.d);
  }
  let sum = G0;
  for (const [word, c] of operator.terms) {
    spend(n * (4 + word.length));
    let a = 0n, b = 0n;
    for (let x = 0; x < n; x++) {
      // W|x> = i^phase |y>, Y|0> = i|1>, Y|1> = -i|0>; qubit 0 is the most significant bit.
      let y = x, phase = 0;
      for (let l = 0; l < word.length; l++) {
        const bit = 1 << (word.length - 1 - l), one = (x & bit) !== 0;
        if (word[l] === "X" || word[l] === "Y") y ^= bit;
        if (word[l] === "Y") phase += one ? 3 : 1;
        if (word[l] === "Z" && one) phase += 2;
      }
      const re = rho.re[x * n + y], im = rho.im[x * n + y];
      if (phase % 4 === 0) { a += re; b += im; }
      if (phase % 4 === 1) { a -= im; b += re; }
      if (phase % 4 === 2) { a -= re; b -= im; }
      if (phase % 4 === 3) { a += im; b -= re; }
    }
    sum = sum.add(c.mul(G.of(a, b, rho.d)));
  }
  return sum;
}

// tr(⊗(t I + v·σ)/2 · A) for a sum of words on these qubits.
function traceWithProduct(qubits, operator) {
  let sum = G0;
  for (const [word, c] of operator.terms) {
    spend(4 * word.length + 10);
    let x = Q1;
    for (let l = 0; l < word.length && !x.zero(); l++) {
      const letter = "XYZ".indexOf(word[l]);
      x = x.mul(letter < 0 ? qubits[l].t : qubits[l].v[letter]);
    }
    sum = sum.add(c.mul(G.q(x)));
  }
  return sum;
}

// ---------------------------------------------------------------- 12. Polynomials and losses

// Residuals tr(ρM) - label as constant + Σ weight·∏ factors: a factor has its angles and its terms,
// a Laurent polynomial Map key -> G in e^{iφ} of these angles. Blocks share no angle.
class Outputs {
  constructor(net) {
    this.net = net;
    this.whole = null;
    this.blocks = null;
  }

  expansion(net) { return { angles: net.parameters, terms: exactComponents(net) }; }

  residual(rho, label) {
    let constant = label.neg();
    const products = [];
    const all = this.net.units.map((_, l) => l);
    const candidates = rho.matrix ? [this.fromMatrix(rho.matrix, all)] : this.fromProducts(rho);
    for (const { weight: start, factors: parts } of candidates) {
      let weight = start;
      const zero = f => f.terms.get(keyOf(f.angles.map(() => 0))) || G0;
      const factors = parts.filter(f => {
        const depends = [...f.terms.keys()].some(key => vectorOf(key).some(k => k !== 0));
        if (!depends) weight = weight.mul(zero(f).re());
        return depends;
      });
      if (weight.zero()) continue;
      if (factors.length === 0) { constant = constant.add(weight); continue; }
      if (factors.length === 1) {
        constant = constant.add(weight.mul(zero(factors[0]).re()));
        factors[0].terms.delete(keyOf(factors[0].angles.map(() => 0)));
      }
      products.push({ weight, factors });
    }
    return { constant, products, p: this.net.p };
  }

  fromMatrix(rho, all) {
    if (this.whole === null) this.whole = exactComponents(this.net);
    return { weight: Q1, factors: [evaluate(this.whole, all, x => traceWithMatrix(rho, x))] };
  }

  fromProducts(rho) {
    if (this.blocks === null) {
      this.blocks = finestBlocks(this.net).map(qubits => {
        const part = blockNetwork(this.net, qubits);
        return { qubits, angles: part.parameters, terms: exactComponents(part) };
      });
    }
    return rho.products.map(({ weight, qubits }) => ({
      weight,
      factors: this.blocks.map(b => evaluate(b.terms, b.angles,
        x => traceWithProduct(b.qubits.map(l => qubits[l]), x))),
    }));
  }
}

function evaluate(terms, angles, trace) {
  const values = new Map();
  for (const [key, operator] of terms) {
    const x = trace(operator);
    if (!x.zero()) values.set(key, x);
  }
  return { angles, terms: values };
}

// A residual as one Laurent polynomial in all p angles.
function expandResidual(r) {
  const total = new Map();
  const put = (key, x) => {
    const old = total.get(key);
    total.set(key, old === undefined ? x : old.add(x));
  };
  const origin = keyOf(new Array(r.p).fill(0));
  put(origin, G.q(r.constant));
  for (const { weight, factors } of r.products) {
    let product = new Map([[origin, G.q(weight)]]);
    for (const f of factors) {
      const next = new Map();
      spend(product.size * f.terms.size * (10 + r.p));
      table(product.size * f.terms.size);
      const embedded = [...f.terms].map(([key, x]) => {
        const vector = new Array(r.p).fill(0);
        vectorOf(key).forEach((k, i) => { vector[f.angles[i]] = k; });
        return [keyOf(vector), x];
      });
      for (const [key, x] of product) {
        for (const [other, y] of embedded) next.set(addKeys(key, other), x.mul(y));
      }
      product = next;
    }
    for (const [key, x] of product) put(key, x);
  }
  for (const [key, x] of total) if (x.zero()) total.delete(key);
  return total;
}

// Σ weight·R² over the residuals, each as a Laurent polynomial; squares with integer numerators.
function sumOfSquares(residuals) {
  const total = new Map();
  for (const { weight, terms } of residuals) {
    const d = commonMultiple([...terms.values()].map(c => c.d));
    const list = [...terms].map(([key, c]) => [key, c.a * (d / c.d), c.b * (d / c.d)]);
    const square = new Map();
    if (list.length) spend(list.length * list.length * (3 + list[0][0].length / 2 + bits(d) / 100));
    for (let i = 0; i < list.length; i++) {
      const [key, a, b] = list[i];
      for (let j = i; j < list.length; j++) {
        const [other, c, e] = list[j], target = addKeys(key, other);
        const two = i === j ? 1n : 2n, old = square.get(target);
        const x = two * (a * c - b * e), y = two * (a * e + b * c);
        if (old === undefined) square.set(target, [x, y]);
        else { old[0] += x; old[1] += y; }
      }
      table(square.size);
    }
    for (const [key, [x, y]] of square) {
      const value = G.of(x * weight.n, y * weight.n, d * d * weight.d), old = total.get(key);
      total.set(key, old === undefined ? value : old.add(value));
    }
  }
  for (const [key, x] of total) if (x.zero()) total.delete(key);
  return total;
}

function samplesOf(value, place, net) {
  const outputs = new Outputs(net);
  need(list(value, place).length >= 1, place, "no samples");
  return value.map((sample, i) => {
    const at = place + "." + i;
    const f = record(sample, at, ["state", "label"]);
    doing = at;
    const rho = state(f.state, at + ".state", net, true);
    const label = rational(f.label, at + ".label");
    doing = at;
    return outputs.residual(rho, label);
  });
}

// DATASET: the network, its residuals with their weights 1/(size of the part), and the parts.
function dataset(value, place) {
  const f = record(value, place, ["network", "samples", "parts"], ["rounding", "source"]);
  const net = network(f.network, place + ".network");
  testRounding(f.rounding, place + ".rounding", net);
  testSource(f.source, place + ".source");
  const residuals = samplesOf(f.samples, place + ".samples", net);
  const parts = items(f.parts, place + ".parts", count);
  need(parts.length >= 1 && parts.every(s => s > 0), place + ".parts", "a part without samples");
  need(parts.reduce((x, y) => x + y, 0) === residuals.length, place + ".parts",
       "the parts do not add up to the samples");
  const part = parts.flatMap((size, i) => new Array(size).fill(i));
  const weighted = residuals.map((r, i) =>
    ({ ...r, part: part[i], weight: Q.of(1n, BigInt(parts[part[i]])) }));
  return { net, p: net.p, residuals: weighted, parts };
}

function lossOf(data, part = null) {
  doing = "instance.samples";
  const chosen = data.residuals.filter(r => part === null || r.part === part);
  return sumOfSquares(chosen.map(r => ({ weight: r.weight, terms: expandResidual(r) })));
}

// LOSS: { p, terms (Laurent), units }; at most so many parameters.
function loss(value, place, most = 8) {
  need(value instanceof Map, place, "not an object");
  const kind = value.get("kind");
  if (kind === "polynomial") {
    const f = record(value, place, ["kind", "parameters", "units", "terms"]);
    const p = parameterNames(f.parameters, place + ".parameters").length;
    within(p <= most, place + ".parameters", "more than " + most + " parameters");
    unitsOf(f.units, place + ".units", p);
    const terms = polynomial(f.terms, place + ".terms", p);
    return { p, terms: fromBasis(terms), basis: terms };
  }
  need(kind === "training" || kind === "output", place + ".kind", "not a kind of loss");
  const f = record(value, place, ["kind", "network", kind === "training" ? "samples" : "state"],
                   ["rounding", "source"]);
  const net = network(f.network, place + ".network");
  testRounding(f.rounding, place + ".rounding", net);
  testSource(f.source, place + ".source");
  within(net.p <= most, place + ".network.parameters", "more than " + most + " parameters");
  testUnits(net);
  let terms, residuals = null;
  if (kind === "output") {
    const rho = state(f.state, place + ".state", net, false);
    doing = place;
    terms = expandResidual(new Outputs(net).residual(rho, Q0));
  } else {
    residuals = samplesOf(f.samples, place + ".samples", net);
    const weight = Q.of(1n, BigInt(residuals.length));
    residuals = residuals.map(expandResidual);
    terms = sumOfSquares(residuals.map(r => ({ weight, terms: r })));
  }
  return { p: net.p, terms, basis: realBasis(terms, net.p), residuals, net };
}

function realBasis(terms, p) {
  const basis = new Map();
  for (const [key, x] of toBasis(terms, p)) {
    need(x.b === 0n, doing, "a coefficient that is not real");
    basis.set(key, x.re());
  }
  return basis;
}

// Σ c_e ∏ (u z^k + ū z^-k), with u for a cosine and for a sine: Map key -> G.
function onPowers(terms, cosine, sine) {
  const total = new Map();
  for (const [key, c] of terms) {
    const long = Math.max(bits(c.n), bits(c.d));
    spend(20 * 2 ** key.replaceAll("0", "").length * (1 + long * long / 90000));
    let parts = [[[], G.q(c)]];
    for (const letter of key) {
      const digit = DIGITS.indexOf(letter), k = frequencyOf(digit);
      if (digit === 0) { parts = parts.map(([v, x]) => [[...v, 0], x]); continue; }
      const up = digit % 2 === 1 ? cosine : sine;
      parts = parts.flatMap(([v, x]) => [[[...v, k], x.mul(up)], [[...v, -k], x.mul(up.conj())]]);
    }
    table(2 * (total.size + parts.length), long);
    for (const [v, x] of parts) {
      const at = keyOf(v), old = total.get(at);
      total.set(at, old === undefined ? x : old.add(x));
    }
  }
  for (const [key, x] of total) if (x.zero()) total.delete(key);
  return total;
}

// cos kφ = (z^k + z^-k)/2, sin kφ = (z^k - z^-k)/2i.
function fromBasis(terms) { return onPowers(terms, G.of(1n, 0n, 2n), G.of(0n, -1n, 2n)); }

function comparePolynomials(claimed, found, place) {
  for (const [key, x] of found) {
    need(claimed.has(key), place, "the coefficient " + key + " is missing");
    need(claimed.get(key).eq(x), place + "." + key, "the coefficient is " + x);
  }
  for (const key of claimed.keys()) {
    need(found.has(key), place + "." + key, "a coefficient that is zero");
  }
}

// ---------------------------------------------------------------- 13. Polynomials in one variable

// Arrays of BigInt, the coefficient of 1 first, the last one not 0 (zero is []).
function trim(f) {
  while (f.length && f[f.length - 1] === 0n) f.pop();
  return f;
}

function primitive(f) {
  const g = f.reduce(gcd, 0n);
  return g > 1n ? f.map(c => c / g) : f;
}

// The integer polynomial that is a positive multiple of one with rational coefficients.
function cleared(f) {
  const d = commonMultiple(f.map(c => c.d));
  return primitive(trim(f.map(c => c.n * (d / c.d))));
}

function derivative(f) { return f.slice(1).map((c, i) => c * BigInt(i + 1)); }

function signAt(f, x) {
  // Homogeneous: Σ c_i n^i d^(deg - i), d > 0.
  let sum = 0n, d = 1n;
  spend(f.length * (10 + (f.length * Math.max(bits(x.n), bits(x.d)) / 1000) ** 2));
  for (let i = f.length - 1; i >= 0; i--) { sum = sum * x.n + f[i] * d; d *= x.d; }
  return sum > 0n ? 1 : sum < 0n ? -1 : 0;
}

function signOf(c) { return c > 0n ? 1 : c < 0n ? -1 : 0; }

// The sign far to the left (side -1) or to the right (side 1).
function signFar(f, side) {
  const s = signOf(f[f.length - 1]);
  return side < 0 && f.length % 2 === 0 ? -s : s;
}

// A positive multiple of the remainder of f by g.
function pseudoRemainder(f, g) {
  let rest = [...f];
  const lead = g[g.length - 1], size = abs(lead), sign = lead > 0n ? 1n : -1n;
  while (rest.length >= g.length) {
    spend(g.length * (20 + bits(rest[rest.length - 1]) / 20));
    const factor = rest[rest.length - 1] * sign, shift = rest.length - g.length;
    rest = rest.map((c, i) => c * size - (i >= shift ? factor * g[i - shift] : 0n));
    trim(rest);
  }
  return primitive(rest);
}

// Sturm's chain; its last member is the greatest common divisor of f and f'.
function sturm(f) {
  const chain = [f, primitive(derivative(f))];
  if (chain[1].length === 0) return [f];
  for (;;) {
    const next = pseudoRemainder(chain[chain.length - 2], chain[chain.length - 1]).map(c => -c);
    if (next.length === 0) return chain;
    chain.push(next);
  }
}

function changes(signs) {
  const kept = signs.filter(s => s !== 0);
  return kept.filter((s, i) => i > 0 && s !== kept[i - 1]).length;
}

// Changes of sign at a separator, or far away for null.
function variations(chain, x, side) {
  return changes(chain.map(f => (x === null ? signFar(f, side) : signAt(f, x))));
}

// The number of different roots between two numbers (null: infinity) that are no roots.
function rootsBetween(chain, a, b) { return variations(chain, a, -1) - variations(chain, b, 1); }

// Σ_k c_k e^{ikψ} (1+t²)^D as a polynomial in t = tan(ψ/2), by e^{ikψ}(1+t²)^D =
// (1+it)^(D+k) (1-it)^(D-k): rational coefficients, the coefficient of t^2D last.
function halfTangent(coefficients, D) {
  const timesLinear = (f, b) => {
    const g = [...f, [0n, 0n]];
    for (let i = f.length - 1; i >= 0; i--) {
      g[i + 1] = [g[i + 1][0] - b * f[i][1], g[i + 1][1] + b * f[i][0]];
    }
    return g;
  };
  const total = new Array(2 * D + 1).fill(G0);
  for (const [k, c] of coefficients) {
    let f = [[1n, 0n]];
    spend(40 * D * D);
    for (let j = 0; j < D + k; j++) f = timesLinear(f, 1n);
    for (let j = 0; j < D - k; j++) f = timesLinear(f, -1n);
    f.forEach(([a, b], i) => { total[i] = total[i].add(c.mul(G.of(a, b))); });
  }
  return total.map(c => c.re());
}

function gpower(x, n) {
  let result = G1;
  for (let j = 0; j < Math.abs(n); j++) result = result.mul(x);
  return n < 0 ? result.conj() : result;
}

// ---------------------------------------------------------------- 14. The kinds

const KINDS = {};

function only(statement, ...allowed) {
  need(allowed.includes(statement), "statement", "not a statement of this kind");
}

function networkInstance(instance) {
  const f = record(instance, "instance", ["network"], ["rounding", "source"]);
  const net = network(f.network, "instance.network");
  testRounding(f.rounding, "instance.rounding", net);
  testSource(f.source, "instance.source");
  return net;
}

// modulus q and root: q a prime, 2^16 < q < 2^31, q = 1 mod 4, root² = -1.
function modulusAndRoot(witness) {
  const q = modulusOf(witness.modulus, "witness.modulus");
  need(q % 4 === 1, "witness.modulus", "not 1 modulo 4");
  const root = integer(witness.root, "witness.root");
  need(root > 0n && root < BigInt(q), "witness.root", "not between 0 and the modulus");
  need(times(Number(root), Number(root), q) === q - 1, "witness.root", "not a root of -1");
  return [q, Number(root)];
}

function modulusOf(value, place) {
  const q = integer(value, place);
  need(q > 65536n && q < 2147483648n, place, "not between 2^16 and 2^31");
  need(isPrime(Number(q)), place, "not a prime");
  return Number(q);
}

// The denominators that i ↦ root needs, whether or not they are met on the way.
function testDenominators(net, q) {
  const test = (x, place) => residueOf(x, q, place);
  net.gates.forEach((g, j) => {
    const at = net.place + ".gates." + j;
    test(g.fixed.re(), at + ".fixed");
    test(g.fixed.im(), at + ".fixed");
    if (g.generator) {
      test(Q.of(1n, g.generator.d), at + ".generator");
      for (const e of g.spectrum) {
        test(e, at + ".spectrum");
        for (const f of g.spectrum) if (e !== f) test(Q1.div(e.sub(f)), at + ".spectrum");
      }
    } else if (g.scale !== null) {
      for (const [, x] of involution(g)) test(x, at + ".generator");
    }
  });
  const at = net.place + ".observable";
  if (net.kind === "matrix") test(Q.of(1n, net.observable.d), at);
  else for (const factor of net.observable) for (const c of factor.values()) test(c, at);
}

// The rank modulo q of the components M_k, those with k = 0 left out if `withoutZero`. As the A_e
// with the frequencies |k| and the M_±k span the same space (2 and i are units), it is that of
// the A_e.
function rankOfComponents(net, q, root, withoutZero) {
  const parts = modularComponents(net, q, root, "witness.modulus");
  if (withoutZero) parts.delete(keyOf(new Array(net.p).fill(0)));
  doing = "witness.modulus";
  const columns = new Map();
  if (net.kind === "pauli") {
    for (const sum of parts.values()) {
      for (const word of sum.terms.keys()) if (!columns.has(word)) columns.set(word, columns.size);
    }
  }
  table(parts.size * (net.kind === "pauli" ? columns.size : net.n * net.n));
  const rows = [...parts.values()].map(x => {
    if (net.kind === "matrix") return Float64Array.from(x.entries);
    const row = new Float64Array(columns.size);
    for (const [word, c] of x.terms) row[columns.get(word)] = c;
    return row;
  });
  return rankModulo(rows, q);
}

KINDS["independence"] = (statement, instance, claim, witness) => {
  only(statement, "definition-1");
  const net = networkInstance(instance);
  const c = record(claim, "claim", ["independent", "operators"]);
  need(c.independent === true, "claim.independent", "not true");
  const operators = integer(c.operators, "claim.operators");
  const isPauli = net.kind === "pauli";
  const w = record(witness, "witness", ["modulus", "root", ...(isPauli ? ["blocks"] : [])]);
  const [q, root] = modulusAndRoot(w);
  testDenominators(net, q);
  let blocks = [null];
  if (isPauli) {
    blocks = items(w.blocks, "witness.blocks", (b, at) => qubitList(b, at, net.n));
    const all = blocks.flat();
    need(all.length === net.n && new Set(all).size === net.n, "witness.blocks",
         "not a partition of the qubits");
    blocks.forEach((b, i) => {
      const at = "witness.blocks." + i;
      need(i === 0 || blocks[i - 1][0] < b[0], at, "not ordered by first qubit");
      doing = at;
      spend(20 * ties(net).length);
      need(isClosed(net, b), at, "not closed");
    });
  }
  need(operators === numberOfFrequencies(frequencies(net)) - 1n, "claim.operators",
       "not the number of frequency vectors that can occur");
  // One block: the A_e, e ≠ 0, have rank |K| - 1. Several: in each all A_e have rank |K_b|.
  const single = blocks.length === 1;
  blocks.forEach((b, i) => {
    const part = b === null ? net : blockNetwork(net, b);
    const wanted = Number(numberOfFrequencies(frequencies(part))) - (single ? 1 : 0);
    const rank = rankOfComponents(part, q, root, single);
    need(rank === wanted, "witness.modulus",
         "rank " + rank + " in place of " + wanted + (single ? "" : " in block " + i));
  });
  const how = single ? "rank " + shown(operators)
    : "full rank in each of " + blocks.length + " blocks";
  return "definition-1: the " + shown(operators) + " operators are linearly independent (" + how
    + " modulo " + q + ")";
};

KINDS["dependence"] = (statement, instance, claim, witness) => {
  only(statement, "definition-1");
  const net = networkInstance(instance);
  const c = record(claim, "claim", ["independent", "operators", "rank"]);
  need(c.independent === false, "claim.independent", "not false");
  const operators = integer(c.operators, "claim.operators");
  const rank = c.rank === null ? null : integer(c.rank, "claim.rank");
  need(witness instanceof Map, "witness", "not an object");
  const reason = witness.get("reason");
  need(reason === "dimension" || reason === "relations", "witness.reason", "not a reason");
  const w = record(witness, "witness", ["reason",
    reason === "dimension" ? "multiplicities" : "relations",
    ...(net.kind === "pauli" ? ["block"] : []), ...(rank === null ? [] : ["modulus", "root"])]);
  need(operators === numberOfFrequencies(frequencies(net)) - 1n, "claim.operators",
       "not the number of frequency vectors that can occur");
  const block = net.kind === "pauli" ? qubitList(w.block, "witness.block", net.n) : null;
  need(block === null || isClosed(net, block), "witness.block", "not closed");
  const whole = block === null || block.length === net.n;
  const part = block === null ? net : blockNetwork(net, block);
  need(part.p > 0, "witness.block", "no gate with a parameter");
  need(whole || part.p < net.p, "witness.block", "no parameter outside");
  need(whole || rank === null, "claim.rank", "a rank, but the block is not the whole network");
  let q = 2147483647, root = null;
  if (rank !== null) {
    [q, root] = modulusAndRoot(w);
    testDenominators(net, q);
  }
  const K = frequencies(part), e = whole ? 1n : 0n;
  const n = numberOfFrequencies(K) - e;
  const bound = reason === "dimension" ? dimensionBound(part, K, n, e, w.multiplicities)
    : relationBound(part, K, n, e, w.relations, rank === null ? null : q);
  if (rank !== null) {
    need(rank === bound, "claim.rank", "the bound is " + bound);
    need(BigInt(rankOfComponents(part, q, root, true)) >= rank, "claim.rank",
         "the rank modulo q is less");
  }
  return "definition-1 fails: the " + shown(operators) + " operators are linearly dependent ("
    + (reason === "dimension" ? "more than dimensions allow" : "an exact relation") + ")"
    + (rank === null ? "" : "; their rank is " + shown(rank));
};

// V†AV = Σ P_E A P_F e^{ia(E-F)}: components with frequency m in the first gate lie in a space of
// dimension Σ_{E-F=m} r_E r_F, and there are P of them; without k = 0 they are traceless.
function dimensionBound(part, K, n, e, multiplicities) {
  const first = part.gates[0], place = "witness.multiplicities";
  need(first.angle.length === 1, place, "the first gate has not exactly one parameter");
  const l = first.angle[0][0];
  need(part.gates.slice(1).every(g => g.angle.every(([k]) => k !== l)), place,
       "the parameter of the first gate occurs in another one");
  doing = place;
  const values = eigenvalues(first, part.n);
  const given = items(multiplicities, place, integer);
  need(given.length === values.length && given.every((r, i) => r === values[i][1]), place,
       "not the multiplicities of the first generator");
  const room = new Map();
  spend(10 * values.length * values.length);
  for (const [x, r] of values) {
    for (const [y, s] of values) room.set(x - y, (room.get(x - y) || 0n) + r * s);
  }
  const each = numberOfFrequencies(K) / BigInt(room.size);
  let bound = 0n;
  for (const [m, dimension] of room) {
    const less = m === 0 ? e : 0n;
    bound += each - less < dimension - less ? each - less : dimension - less;
  }
  need(bound < n, "witness.reason", "there is room for all");
  return bound;
}

function relationBound(part, K, n, e, value, q) {
  const N = numberOfIndices(K) - e;
  need(list(value, "witness.relations").length >= 1, "witness.relations", "none");
  const relations = value.map((r, i) => {
    const at = "witness.relations." + i, terms = relation(r, at, part.p);
    for (const key of terms.keys()) {
      need(e === 0n || /[^0]/.test(key), at, "the index 0…0");
      need(occurs(K, index(key, at, part.p)), at + "." + key, "a frequency that cannot occur");
    }
    return terms;
  });
  testRelations(part, relations);
  const bound = N - BigInt(relations.length);
  if (N > n || q !== null) {
    doing = "witness.relations";
    const modulus = q === null ? 2147483647 : q, columns = new Map();
    for (const r of relations) {
      for (const key of r.keys()) if (!columns.has(key)) columns.set(key, columns.size);
    }
    table(relations.length * columns.size);
    const rows = relations.map(r => {
      const row = new Float64Array(columns.size);
      for (const [key, x] of r) row[columns.get(key)] = residue(x, modulus);
      return row;
    });
    need(rankModulo(rows, modulus) === relations.length, "witness.relations",
         "not independent modulo " + modulus);
  }
  if (N > n) need(bound < n, "witness.relations", "too few for a dependence");
  return bound;
}

// Σ x_e A_e = 0, exactly.
function testRelations(net, relations) {
  const operators = toBasis(exactComponents(net), net.p);
  relations.forEach((r, i) => {
    doing = "witness.relations." + i;
    let sum = null;
    for (const [key, x] of r) {
      const a = operators.get(key);
      if (a === undefined) continue;
      const part = a.scale(G.of(x));
      sum = sum === null ? part : sum.add(part);
    }
    need(sum === null || sum.zero(), "witness.relations." + i, "not zero");
  });
}

KINDS["unreachable"] = (statement, instance, claim, witness) => {
  only(statement, "equation-18");
  const net = networkInstance(instance);
  const c = record(claim, "claim", ["targets"]), w = record(witness, "witness", ["relations"]);
  const zero = "0".repeat(net.p);
  const targets = items(c.targets, "claim.targets", (t, at) => polynomial(t, at, net.p));
  need(targets.length >= 1, "claim.targets", "none");
  targets.forEach((t, i) => {
    need(t.size > 0 && !t.has(zero), "claim.targets." + i, "empty, or with the index 0…0");
  });
  const relations = items(w.relations, "witness.relations", (r, at) => relation(r, at, net.p),
                          targets.length);
  relations.forEach((r, i) => need(!r.has(zero), "witness.relations." + i, "the index 0…0"));
  testRelations(net, relations);
  relations.forEach((r, i) => {
    let sum = Q0;
    for (const [key, x] of r) {
      if (targets[i].has(key)) sum = sum.add(targets[i].get(key).mul(Q.of(x)));
    }
    need(!sum.zero(), "witness.relations." + i, "the target respects the relation");
  });
  return "equation-18: " + targets.length + " targets are unreachable: no state and label give a "
    + "non-zero multiple plus a constant as residual";
};

KINDS["expansion"] = (statement, instance, claim, witness) => {
  only(statement, "equation-11", "equation-12", "equations-13-15", "loss");
  record(witness, "witness", []);
  if (statement === "loss") {
    const data = dataset(instance, "instance");
    return coefficientsClaim(claim, realBasis(lossOf(data), data.p), data.p, n =>
      "loss: the training loss has exactly these coefficients, " + n + " in number (p = " + data.p + ")");
  }
  if (statement === "equation-12") {
    const f = record(instance, "instance", ["network", "state"], ["rounding", "source"]);
    const net = network(f.network, "instance.network");
    testRounding(f.rounding, "instance.rounding", net);
  testSource(f.source, "instance.source");
    const rho = state(f.state, "instance.state", net, false);
    doing = "instance.network";
    const terms = expandResidual(new Outputs(net).residual(rho, Q0));
    return coefficientsClaim(claim, realBasis(terms, net.p), net.p, n =>
      "equation-12: tr(rho M(theta)) has exactly these coefficients, " + n + " in number (p = " + net.p + ")");
  }
  const net = networkInstance(instance), p = net.p;
  const f = record(claim, "claim", ["operators"]);
  need(f.operators instanceof Map, "claim.operators", "not an object");
  const claimed = new Map();
  for (const [key, value] of f.operators) {
    const at = "claim.operators." + key;
    index(key, at, p);
    claimed.set(key, net.kind === "matrix" ? matrix(value, at, net.n)
      : PauliSum.of(EXACT, pauli(value, at, net.n)));
  }
  if (statement === "equation-11") {
    compareOperators(claimed, toBasis(exactComponents(net), p), () => false);
    return "equation-11: M(theta) is the sum over exactly these " + claimed.size
      + " operators (p = " + p + ")";
  }
  // The shift φ_l → φ_l + π changes the sign of z in the one gate of θ_l: `fixed` is negated.
  for (let l = 0; l < p; l++) {
    const gates = net.gates.filter(g => g.angle.some(([k]) => k === l)), g = gates[0];
    need(gates.length === 1 && g.angle.length === 1 && String(differencesOf(g)) === "-1,0,1"
         && g.step.mul(g.angle[0][1].abs()).eq(net.units[l]), "instance.network",
         "not of two levels with a parameter for each gate");
  }
  for (let l = 0; l < p; l++) {
    const gates = net.gates.map(g =>
      (g.angle.length && g.angle[0][0] === l ? { ...g, fixed: g.fixed.neg() } : g));
    const found = toBasis(exactComponents({ ...net, gates }), p);
    compareOperators(claimed, found, key => key[l] !== "0");
  }
  return "equations-13-15: shifting any of " + p + " angles by pi multiplies each of the "
    + claimed.size + " operators by +-1";
};

function coefficientsClaim(claim, found, p, sentence) {
  const f = record(claim, "claim", ["coefficients"]);
  const claimed = polynomial(f.coefficients, "claim.coefficients", p);
  comparePolynomials(claimed, found, "claim.coefficients");
  return sentence(claimed.size);
}

function compareOperators(claimed, found, negative) {
  for (const [key, x] of found) {
    need(claimed.has(key), "claim.operators", "the operator " + key + " is missing");
    const sign = G.of(negative(key) ? 1n : -1n);
    doing = "claim.operators." + key;
    need(claimed.get(key).add(x.scale(sign)).zero(), "claim.operators." + key,
         "not the operator of the network");
  }
  for (const key of claimed.keys()) {
    need(found.has(key), "claim.operators." + key, "an operator that is zero");
  }
}

// ---- separable-minima

// The summands ℓ_l of a loss without terms in two angles: constant, and Map k -> c_k for each
// angle.
function summands(terms, p, place) {
  let constant = Q0;
  const parts = Array.from({ length: p }, () => new Map());
  for (const [key, c] of terms) {
    const k = vectorOf(key), angles = k.flatMap((x, l) => (x === 0 ? [] : [l]));
    need(angles.length <= 1, place, "a term of the loss contains two angles");
    if (angles.length === 0) constant = c.re();
    else parts[angles[0]].set(k[angles[0]], c);
  }
  return { constant, parts };
}

function degreeOf(part) { return Math.max(0, ...[...part.keys()].map(Math.abs)); }

// Σ c_k z^k at a point z of the circle.
function valueAt(part, z) {
  let sum = G0;
  for (const [k, c] of part) sum = sum.add(c.mul(gpower(z, k)));
  return sum.re();
}

function slopes(part) {
  return new Map([...part].map(([k, c]) => [k, c.mul(G.of(0n, BigInt(k)))]));
}

// The coefficients of the function of ψ, φ = φ_cut + π + ψ.
function turned(part, cut) {
  const w = cut.neg();
  return new Map([...part].map(([k, c]) => [k, c.mul(gpower(w, k))]));
}

// t = tan(ψ/2) = sin ψ/(1 + cos ψ) of a point φ = φ_cut + π + ψ.
function tangent(z, cut, place) {
  const w = z.mul(cut.neg().conj()), c = w.re().add(Q1);
  need(!c.zero(), place, "the cut itself");
  return w.im().div(c);
}

// One angle: in each interval between neighbouring separators ℓ' has exactly one root, whose KIND
// follows from the signs of ℓ' at the ends. Result: { entries, simple }.
function coordinate(part, entries, value, place, claimPlace) {
  const f = record(value, place, ["cut", "separators"]);
  const cut = point(f.cut, place + ".cut");
  const separators = items(f.separators, place + ".separators", rational);
  separators.forEach((x, i) => need(i === 0 || separators[i - 1].cmp(x) < 0,
                                    place + ".separators", "not increasing"));
  need(entries.length === separators.length + 1, claimPlace, "not one more than the separators");
  doing = place;
  const D = degreeOf(part);
  need(!valueAt(slopes(part), cut).zero(), place + ".cut", "a critical point");
  const P = cleared(halfTangent(turned(slopes(part), cut), D));
  separators.forEach((x, i) => need(signAt(P, x) !== 0, place + ".separators." + i, "a root"));
  const chain = sturm(P);
  const ends = entries.map((_, i) => [i === 0 ? null : separators[i - 1],
                                      i === separators.length ? null : separators[i]]);
  const signs = ends.map(([a, b]) => [a === null ? signFar(P, -1) : signAt(P, a),
                                      b === null ? signFar(P, 1) : signAt(P, b)]);
  entries.forEach((entry, i) => {
    const at = claimPlace + "." + i, [s, t] = signs[i];
    need(rootsBetween(chain, ...ends[i]) === 1, place + ".separators",
         "not exactly one critical point in interval " + i);
    const kind = s < 0 && t > 0 ? "minimum" : s > 0 && t < 0 ? "maximum" : "inflection";
    need(entry.kind === kind, at + ".kind", "it is of the kind " + kind);
    if (entry.at !== null) {
      const x = tangent(entry.at, cut, at + ".at"), [a, b] = ends[i];
      need(signAt(P, x) === 0, at + ".at", "not a critical point");
      need((a === null || a.cmp(x) < 0) && (b === null || x.cmp(b) < 0), at + ".at",
           "not in its interval");
    }
  });
  const divisor = chain[chain.length - 1];
  const simple = divisor.length <= 1 || rootsBetween(sturm(divisor), null, null) === 0;
  return { simple, cut, ends };
}

function kindOf(value, place) {
  need(["minimum", "maximum", "inflection"].includes(value), place, "not a kind");
  return value;
}

// Values with multiplicities of sums of one minimum an angle, increasing.
// Sums of more angles do not get fewer: more than `claimed` of them on the way are too many.
function levelsOf(constant, valuesByAngle, claimed) {
  let levels = new Map([[String(constant), [constant, 1n]]]);
  for (const values of valuesByAngle) {
    const next = new Map();
    spend(30 * levels.size * values.length);
    table(levels.size * values.length);
    for (const [x, m] of levels.values()) {
      for (const v of values) {
        const sum = x.add(v), key = String(sum), old = next.get(key);
        if (old === undefined) next.set(key, [sum, m]); else old[1] += m;
      }
    }
    levels = next;
    need(levels.size <= claimed, "claim.levels", "fewer levels than values of the minima");
  }
  return [...levels.values()].sort((a, b) => a[0].cmp(b[0]));
}

function readLevels(value, place) {
  return items(value, place, (pair, at) => {
    list(pair, at, 2);
    return [rational(pair[0], at + ".0"), integer(pair[1], at + ".1")];
  });
}

// levels, spurious and gap of a claim against the levels that were found.
function testLevels(c, found) {
  const claimed = readLevels(c.levels, "claim.levels");
  need(claimed.length === found.length && claimed.every(([x, m], i) =>
    x.eq(found[i][0]) && m === found[i][1]), "claim.levels", "not the values of the minima");
  const spurious = found.slice(1).reduce((sum, [, m]) => sum + m, 0n);
  need(integer(c.spurious, "claim.spurious") === spurious, "claim.spurious", "it is " + spurious);
  testGap(c.gap, found.length > 1 ? found[1][0].sub(found[0][0]) : null);
  return spurious;
}

function testGap(value, gap) {
  if (gap === null) need(value === null, "claim.gap", "it is null");
  else need(value !== null && rational(value, "claim.gap").eq(gap), "claim.gap", "it is " + gap);
}

function testInteger(value, expected, place) {
  need(integer(value, place) === expected, place, "it is " + expected);
}

const SEPARABLE = ["lemma-3", "lemma-4", "theorem-2", "proposition-5", "separable-landscape",
                   "trapped-angles"];

KINDS["separable-minima"] = (statement, instance, claim, witness) => {
  only(statement, ...SEPARABLE, "integral-spectra");
  if (statement === "integral-spectra") return separableWithFloors(instance, claim, witness);
  const withAngles = statement === "trapped-angles" || statement === "separable-landscape";
  const c = record(claim, "claim", ["coordinates", "minima", "critical_points", "indices", "levels",
                                    "spurious", "gap"], withAngles ? ["angles"] : []);
  const w = record(witness, "witness", ["coordinates"]);
  const data = dataset(instance, "instance"), p = data.p;
  if (statement !== "separable-landscape") testUnits(data.net);
  const { constant, parts } = summands(lossOf(data), p, "instance");
  let angles = parts.map((_, l) => l);
  const used = angles.filter(l => parts[l].size > 0);
  if (c.angles !== undefined) {
    angles = items(c.angles, "claim.angles", count);
    need(String(angles) === String(used) && used.length > 0 && used.length < p, "claim.angles",
         "not the angles on which the loss depends, or none or all");
  } else {
    need(used.length === p, "claim.coordinates", "the loss does not depend on every angle");
  }
  const entries = items(c.coordinates, "claim.coordinates", (row, at) =>
    items(row, at, (entry, here) => {
      const f = record(entry, here, ["kind", "at"]);
      return { kind: kindOf(f.kind, here + ".kind"),
               at: f.at === null ? null : point(f.at, here + ".at") };
    }), angles.length);
  list(w.coordinates, "witness.coordinates", angles.length);
  const found = angles.map((l, i) => coordinate(parts[l], entries[i], w.coordinates[i],
    "witness.coordinates." + i, "claim.coordinates." + i));
  const minima = entries.map(row => row.filter(x => x.kind === "minimum"));
  const total = product(minima.map(row => BigInt(row.length)));
  const critical = product(entries.map(row => BigInt(row.length)));
  testInteger(c.minima, total, "claim.minima");
  testInteger(c.critical_points, critical, "claim.critical_points");
  testIndices(c.indices, c.angles === undefined && found.every(x => x.simple), entries);
  // Exact values if every minimum is given exactly.
  const exact = minima.every(row => row.every(x => x.at !== null));
  let spurious = null;
  if (exact) {
    const values = minima.map((row, i) => row.map(x => valueAt(parts[angles[i]], x.at)));
    doing = "claim.levels";
    const claimed = list(c.levels, "claim.levels").length;
    spurious = testLevels(c, levelsOf(constant, values, claimed));
  } else {
    for (const name of ["levels", "spurious", "gap"]) {
      need(c[name] === null, "claim." + name, "not null, but some minimum is not exact");
    }
  }
  testStatement(statement, { data, parts, angles, entries, minima, total, exact, spurious });
  let listed = amount(total, "local minimum", "local minima"), part = "";
  let points = amount(critical, "critical point");
  if (c.angles !== undefined) {
    listed = amount(total, "family of local minima", "families of local minima");
    points = shown(critical) + " of critical points";
    part = ", the loss depends on " + amount(angles.length, "angle") + " only";
  }
  return statement + ": exactly " + listed + " and " + points + " a period (p = " + p + part + ")";
};

// The number of critical points of each Morse index, if all of them are nondegenerate.
function testIndices(value, given, entries) {
  need((value !== null) === given, "claim.indices", given ? "missing" : "not null");
  if (!given) return;
  let counts = [1n];
  for (const row of entries) {
    const low = BigInt(row.filter(x => x.kind === "minimum").length);
    const high = BigInt(row.length) - low, next = new Array(counts.length + 1).fill(0n);
    counts.forEach((n, i) => { next[i] += n * low; next[i + 1] += n * high; });
    counts = next;
  }
  const claimed = items(value, "claim.indices", integer);
  need(String(claimed) === String(counts), "claim.indices", "they are " + counts);
}

function isEven(part) { return [...part.keys()].every(k => k % 2 === 0); }

function testStatement(statement, s) {
  const p = BigInt(s.data.p), power2 = 2n ** p;
  const asTheorem2 = () => {
    need(s.total === power2, "claim.minima", "not 2^p");
    need(s.spurious === power2 - 1n, "claim.spurious", "not 2^p - 1");
  };
  if (statement === "lemma-3") {
    need(s.exact && s.total >= 1n, "claim.levels", "the minima are not exact");
    need(s.parts.every(isEven), "instance", "not invariant under shifts by pi");
  }
  if (statement === "theorem-2") asTheorem2();
  if (statement === "lemma-4") { asTheorem2(); testLemma4(s); }
  if (statement === "proposition-5") { asTheorem2(); testProposition5(s.data.net); }
  if (statement === "trapped-angles") {
    const least = 2n ** BigInt(s.angles.length);
    need(s.exact, "claim.levels", "the minima are not exact");
    need(s.total >= least, "claim.minima", "less than 2^s");
    need(s.spurious >= least - 1n, "claim.spurious", "less than 2^s - 1");
  }
}

function testLemma4(s) {
  need(s.data.parts.length === 2, "instance.parts", "not two parts");
  const { parts } = summands(lossOf(s.data, 0), s.data.p, "instance.samples");
  s.entries.forEach((row, l) => {
    const at = "claim.coordinates." + l;
    need(isEven(parts[l]), "instance.samples", "the first part is not invariant under shifts");
    row.forEach((x, i) => need(x.kind !== "inflection" && x.kind !== row[(i + 1) % row.length].kind,
                               at, "minima and maxima do not alternate"));
    s.minima[l].forEach((x, i) => {
      const first = slopes(parts[l]), second = slopes(first);
      need(valueAt(first, x.at).zero() && valueAt(second, x.at).sign() > 0, at,
           "minimum " + i + " is not a strict one of the first part");
    });
  });
}

// One qubit and one gate a factor; m ± hmh/c² ≠ 0.
function testProposition5(net) {
  need(net.kind === "pauli", "instance.network", "not a Pauli network");
  for (const qubits of finestBlocks(net)) {
    const part = blockNetwork(net, qubits), at = "instance.network";
    need(part.n === 1 && part.gates.length === 1 && part.gates[0].angle.length >= 1, at,
         "not one qubit with one gate, which has a parameter, a factor");
    const h = PauliSum.of(EXACT, part.gates[0].words), m = PauliSum.of(EXACT, part.observable[0]);
    const inverse = G1.conj().mul(G.q(Q1.div(h.mul(h).terms.get("I").re())));
    const hmh = h.mul(m).mul(h).scale(inverse);
    need(!m.add(hmh).zero() && !m.add(hmh.scale(G.of(-1n))).zero(), at, "m ± hmh is 0");
  }
}

// integral-spectra: lower bounds (floors) in place of the values of minima.
function separableWithFloors(instance, claim, witness) {
  const c = record(claim, "claim", ["coordinates", "star", "least", "minima", "critical_points",
                                    "spurious", "gap"]);
  const w = record(witness, "witness", ["coordinates"]);
  const data = dataset(instance, "instance"), p = data.p;
  testUnits(data.net);
  const { constant, parts } = summands(lossOf(data), p, "instance");
  parts.forEach((part, l) => need(part.size > 0, "claim.coordinates." + l,
                                  "the loss does not depend on this angle"));
  const star = items(c.star, "claim.star", point, p);
  list(w.coordinates, "witness.coordinates", p);
  const floors = [];
  let value = constant, minima = 1n, critical = 1n;
  items(c.coordinates, "claim.coordinates", (row, at, l = Number(at.split(".").pop())) => {
    const entries = items(row, at, (entry, here) => {
      const f = record(entry, here, ["kind", "floor"]);
      const kind = kindOf(f.kind, here + ".kind");
      need((f.floor !== null) === (kind === "minimum"), here + ".floor", "belongs to minima only");
      const floor = f.floor === null ? null : rational(f.floor, here + ".floor");
      need(floor === null || floor.sign() >= 0, here + ".floor", "negative");
      return { kind, floor, at: floor !== null && floor.zero() ? star[l] : null };
    });
    const where = "witness.coordinates." + l;
    const { cut, ends } = coordinate(parts[l], entries, w.coordinates[l], where, at);
    need(entries.filter(x => x.at !== null).length === 1, at, "not exactly one floor that is 0");
    const least = valueAt(parts[l], star[l]);
    entries.forEach((x, i) => {
      if (x.floor === null || x.at !== null) return;
      testFloor(parts[l], least.add(x.floor), cut, ends[i], at + "." + i + ".floor");
      floors.push(x.floor);
    });
    value = value.add(least);
    minima *= BigInt(entries.filter(x => x.kind === "minimum").length);
    critical *= BigInt(entries.length);
  }, p);
  const expected = product(degreesOf(data.net).map(D => 2n * BigInt(D)));
  need(minima === expected, "claim.minima", "not the product of 2 D_l");
  need(rational(c.least, "claim.least").eq(value), "claim.least", "it is " + value);
  testInteger(c.minima, minima, "claim.minima");
  testInteger(c.critical_points, critical, "claim.critical_points");
  testInteger(c.spurious, minima - 1n, "claim.spurious");
  testGap(c.gap, floors.length ? floors.reduce((x, y) => (x.cmp(y) < 0 ? x : y)) : null);
  return "integral-spectra: exactly " + amount(minima, "local minimum", "local minima")
    + " a period (p = " + p + "), "
    + shown(minima - 1n) + " of them spurious";
}

// ℓ - bound is positive at the ends of the interval and has no root in it.
function testFloor(part, bound, cut, [a, b], place) {
  doing = place;
  const D = degreeOf(part), above = turned(part, cut);
  above.set(0, (above.get(0) || G0).add(G.q(bound.neg())));
  const full = halfTangent(above, D);
  need(full[2 * D].sign() !== 0, place, "the bound is met at the cut");
  const P = cleared(full);
  const low = a === null ? signFar(P, -1) : signAt(P, a);
  const high = b === null ? signFar(P, 1) : signAt(P, b);
  need(low > 0 && high > 0, place, "not below the loss at an end of the interval");
  need(rootsBetween(sturm(P), a, b) === 0, place, "not below the loss on the interval");
}

// D_l, the largest k_l in K.
function degreesOf(net) {
  const { scales, steps } = exponents(net);
  const total = new Array(net.p).fill(0);
  net.gates.forEach((g, j) => steps[j].forEach((s, l) => { total[l] += Math.abs(s) * spread(g); }));
  return total.map((x, l) => {
    need(x % scales[l] === 0, net.place + ".units." + l,
         "frequencies are no multiples of the unit");
    return x / scales[l];
  });
}

// ---- vertex-minima

KINDS["vertex-minima"] = (statement, instance, claim, witness) => {
  only(statement, "parity-family", "maxcut", "theorem-2");
  record(witness, "witness", []);
  const isCut = statement === "maxcut";
  const c = record(claim, "claim", ["star", "minima", "levels", "spurious", "gap", "stuck",
                                    ...(isCut ? ["edges", "maxcut"] : [])]);
  const data = dataset(instance, "instance"), p = data.p;
  within(p <= 16, "instance.network.parameters", "more than 16 parameters");
  const star = items(c.star, "claim.star", point, p);
  const P = cosinePolynomial(lossOf(data), star, p);
  testConcave(P, p);
  // At the vertices s ∈ {±1}^p a monomial is the sign of its odd exponents.
  const d = commonMultiple([...P.values()].map(y => y.d));
  const table0 = () => new Array(2 ** p).fill(0n), values = table0();
  const slope = Array.from({ length: p }, table0);
  spend(5 * (p + 1) * (p + 1) * 2 ** p);
  for (const [key, x] of P) {
    const e = vectorOf(key), mask = e.reduce((m, k, l) => m + (k === 1 ? 2 ** l : 0), 0);
    const n = x.n * (d / x.d);
    values[mask] += n;
    e.forEach((k, l) => { slope[l][mask] -= BigInt(k) * n; });
  }
  hadamard(values);
  slope.forEach(hadamard);
  const minima = new Map();
  let least = values[0];
  for (let s = 0; s < values.length; s++) {
    let isMinimum = true;
    for (let l = 0; l < p; l++) {
      need(slope[l][s] !== 0n, "claim.star", "a vertex where a slope is 0");
      if (slope[l][s] < 0n) isMinimum = false;
    }
    if (values[s] < least) least = values[s];
    if (isMinimum) minima.set(values[s], (minima.get(values[s]) || 0n) + 1n);
  }
  const levels = [...minima].sort((a, b) => (a[0] < b[0] ? -1 : 1))
    .map(([x, m]) => [Q.of(x, d), m]);
  const total = levels.reduce((sum, [, m]) => sum + m, 0n);
  testInteger(c.minima, total, "claim.minima");
  const spurious = testLevels(c, levels);
  items(c.stuck, "claim.stuck", (text, at) => {
    need(typeof text === "string" && /^[01]*$/.test(text) && text.length === p, at,
         "not a vertex of " + p + " digits");
    const s = [...text].reduce((m, digit, l) => m + (digit === "1" ? 2 ** l : 0), 0);
    need(values[s] > least, at, "a vertex at the lowest level");
    for (let l = 0; l < p; l++) need(values[s ^ 2 ** l] >= values[s], at, "a neighbour is lower");
  });
  if (statement === "theorem-2") {
    need(total === 2n ** BigInt(p), "claim.minima", "not 2^p");
    need(spurious === total - 1n, "claim.spurious", "not 2^p - 1");
  }
  const sentence = statement + ": exactly " + amount(total, "local minimum", "local minima")
    + " a period, all at vertices (p = " + p + ")";
  return isCut ? sentence + testMaxcut(c, P, p) : sentence;
};

// Values at all vertices from coefficients of sign patterns: x_s = Σ_m x_m (-1)^|m & s|.
function hadamard(x) {
  for (let h = 1; h < x.length; h *= 2) {
    for (let i = 0; i < x.length; i++) {
      if (i & h) continue;
      const a = x[i], b = x[i + h];
      x[i] = a + b;
      x[i + h] = a - b;
    }
  }
}

// The loss in u_l = cos ψ_l, ψ = φ - φ*: no sine and no frequency above 2; cos 2ψ = 2u² - 1.
function cosinePolynomial(terms, star, p) {
  doing = "claim.star";
  const rotated = new Map();
  for (const [key, c] of terms) {
    const factor = vectorOf(key).reduce((x, k, l) => (k ? x.mul(gpower(star[l], k)) : x), c);
    rotated.set(key, factor);
  }
  const P = new Map();
  for (const [key, x] of realBasis(rotated, p)) {
    let parts = [[[], x]];
    for (const digit of key) {
      need("013".includes(digit), "claim.star", "a sine or a frequency above 2 in " + key);
      if (digit !== "3") parts = parts.map(([e, y]) => [[...e, Number(digit)], y]);
      else parts = parts.flatMap(([e, y]) => [[[...e, 2], y.mul(Q2)], [[...e, 0], y.neg()]]);
    }
    spend(10 * parts.length);
    for (const [e, y] of parts) {
      const at = keyOf(e);
      P.set(at, (P.get(at) || Q0).add(y));
    }
    table(P.size);
  }
  for (const [key, x] of P) if (x.zero()) P.delete(key);
  return P;
}

// The coefficient of u_l² is negative on the cube, first where the others are anywhere in [-1, 1],
// then with u_j² = 1 for the angles j for which it held.
function testConcave(P, p) {
  const held = new Set();
  while (held.size < p) {
    const now = [];
    for (let l = 0; l < p; l++) {
      if (held.has(l)) continue;
      const rest = new Map();
      spend(10 * P.size);
      for (const [key, x] of P) {
        const e = vectorOf(key);
        if (e[l] !== 2) continue;
        e[l] = 0;
        const at = keyOf(e.map((k, j) => (k === 2 && held.has(j) ? 0 : k)));
        rest.set(at, (rest.get(at) || Q0).add(x));
      }
      const zero = keyOf(new Array(p).fill(0));
      let bound = Q0;
      for (const [key, x] of rest) bound = bound.add(key === zero ? x : x.abs());
      if (bound.sign() < 0) now.push(l);
    }
    need(now.length > 0, "claim.star", "not concave in some cosine");
    now.forEach(l => held.add(l));
  }
}

function testMaxcut(c, P, p) {
  const edges = items(c.edges, "claim.edges", (pair, at) => {
    const [i, j] = items(pair, at, count, 2);
    need(i < j && j < p, at, "not an edge");
    return [i, j];
  });
  need(edges.length > 0, "claim.edges", "no edges");
  edges.forEach(([i, j], n) => need(n === 0 || edges[n - 1][0] < i
    || (edges[n - 1][0] === i && edges[n - 1][1] < j), "claim.edges." + n, "not sorted"));
  const unit = entries => {
    const e = new Array(p).fill(0);
    for (const [l, k] of entries) e[l] = k;
    return keyOf(e);
  };
  // P = aΣ(1 - u_l²) + bΣ(1 + u_i u_j)²
  const a = (P.get(unit([[0, 2]])) || Q0).neg();
  const b = (P.get(unit([[edges[0][0], 1], [edges[0][1], 1]])) || Q0).div(Q2);
  need(a.sign() > 0 && b.sign() > 0, "claim.edges", "not the loss of a graph");
  const expected = new Map();
  const put = (key, x) => expected.set(key, (expected.get(key) || Q0).add(x));
  put(unit([]), a.mul(Q.of(BigInt(p))).add(b.mul(Q.of(BigInt(edges.length)))));
  for (let l = 0; l < p; l++) put(unit([[l, 2]]), a.neg());
  for (const [i, j] of edges) {
    put(unit([[i, 1], [j, 1]]), b.mul(Q2));
    put(unit([[i, 2], [j, 2]]), b);
  }
  comparePolynomials(expected, P, "claim.edges");
  let best = 0;
  spend(2 ** p * edges.length / 4);
  for (let s = 0; s < 2 ** p; s++) {
    let cut = 0;
    for (const [i, j] of edges) if (((s >> i) & 1) !== ((s >> j) & 1)) cut++;
    if (cut > best) best = cut;
  }
  need(count(c.maxcut, "claim.maxcut") === best, "claim.maxcut", "it is " + best);
  return "; maximum cut " + best + " of " + amount(edges.length, "edge");
}

// ---- dataset-minima

KINDS["dataset-minima"] = (statement, instance, claim, witness) => {
  only(statement, "local-minima", "factorial-minima", "integral-spectra", "spurious-minimum");
  const above = statement === "spurious-minimum";
  const w = record(witness, "witness", above ? ["below"] : []);
  const c = record(claim, "claim", ["minima", "curvature", "radius", "spurious", "gap"]);
  const data = dataset(instance, "instance"), p = data.p;
  const mu = rational(c.curvature, "claim.curvature"), r = rational(c.radius, "claim.radius");
  need(r.sign() > 0, "claim.radius", "not positive");
  // T bounds the third derivative of the loss; the Hessian is at least k in the balls.
  const K = highestFrequency(data.residuals);
  doing = "instance.samples";
  const S2 = data.residuals.reduce((sum, x) => {
    const S = sumOfCoefficients(x);
    return sum.add(x.weight.mul(S).mul(S));
  }, Q0);
  const T = S2.mul(Q.of(8n * BigInt(p) ** 2n * BigInt(K) ** 3n));
  const k = mu.sub(T.mul(r));
  need(k.sign() > 0, "claim.curvature", "not above T times the radius");
  const points = items(c.minima, "claim.minima", (entry, at) => {
    const f = record(entry, at, ["at", "value"]);
    return { at: items(f.at, at + ".at", point, p),
             value: items(f.value, at + ".value", rational, 2) };
  });
  need(points.length >= 1, "claim.minima", "none");
  points.forEach((x, i) => {
    const at = "claim.minima." + i;
    doing = at;
    testMinimum(data, x, mu, r, k, K, at);
  });
  doing = "claim.minima";
  testApart(points.map(x => x.at), r);
  const number = BigInt(points.length);
  const strict = amount(number, "strict local minimum", "strict local minima");
  if (above) {
    const gap = distanceAbove(data, items(w.below, "witness.below", point, p), K, points, c);
    return statement + ": " + strict + " (p = " + p + "), each above the least value by "
      + shown(gap.n) + "/" + shown(gap.d) + " at least";
  }
  const found = countSpurious(points, c);
  if (statement !== "local-minima") {
    const degrees = degreesOf(data.net).map(BigInt);
    if (statement === "factorial-minima") {
      need(degrees.every(D => D === 1n), "instance.network", "a frequency above 1");
    }
    let expected = product(degrees.map(D => 2n * D));
    for (let j = 2n; j <= BigInt(p); j++) expected *= j;
    need(number === expected, "claim.minima", "not " + expected + " points");
    need(found === number - 1n, "claim.spurious", "not all but one");
  }
  return statement + ": " + strict + " (p = " + p + "), "
    + (found === null ? "which of them are spurious is not counted"
      : "at least " + found + " of them spurious");
};

function highestFrequency(residuals) {
  let K = 1;
  for (const { products } of residuals) {
    for (const { factors } of products) {
      for (const f of factors) {
        for (const key of f.terms.keys()) K = Math.max(K, ...vectorOf(key).map(Math.abs));
      }
    }
  }
  return K;
}

// |constant| + Σ |weight| ∏ (sum of the absolute coefficients of the factor).
function sumOfCoefficients(r) {
  return r.products.reduce((total, { weight, factors }) =>
    total.add(factors.reduce((x, f) => {
      const basis = realBasis(f.terms, f.angles.length);
      return x.mul([...basis.values()].reduce((s, y) => s.add(y.abs()), Q0));
    }, weight.abs())), r.constant.abs());
}

// Value, gradient and Hessian of a factor at a point, in its own angles. With z_l = w_l/d_l all
// terms have the denominator ∏ d_l^K.
function jetOfFactor(f, at, K) {
  const n = f.angles.length;
  const powers = f.angles.map(l => {
    const { a, b, d } = at[l], list = [[1n, 0n]];
    for (let k = 1; k <= K; k++) {
      const [x, y] = list[k - 1];
      list.push([x * a - y * b, x * b + y * a]);
    }
    return list.map(([x, y], k) => [x * d ** BigInt(K - k), y * d ** BigInt(K - k)]);
  });
  let denominator = f.angles.reduce((x, l) => x * at[l].d ** BigInt(K), 1n);
  const common = commonMultiple([...f.terms.values()].map(c => c.d));
  denominator *= common;
  let value = 0n;
  const gradient = new Array(n).fill(0n), hessian = Array.from({ length: n }, () => [...gradient]);
  spend(f.terms.size * (n + 2) * (n + 2) * (4 + bits(denominator) / 60));
  for (const [key, c] of f.terms) {
    let x = c.a * (common / c.d), y = c.b * (common / c.d);
    const k = vectorOf(key);
    k.forEach((e, i) => {
      const [u, v] = powers[i][Math.abs(e)], w = e < 0 ? -v : v;
      [x, y] = [x * u - y * w, x * w + y * u];
    });
    value += x;
    for (let i = 0; i < n; i++) {
      if (k[i] === 0) continue;
      gradient[i] -= BigInt(k[i]) * y;
      for (let j = 0; j < n; j++) hessian[i][j] -= BigInt(k[i] * k[j]) * x;
    }
  }
  const q = x => Q.of(x, denominator);
  return { angles: f.angles, value: q(value), gradient: gradient.map(q),
           hessian: hessian.map(row => row.map(q)) };
}

// The product of functions of different angles.
function multiplyJets(a, b) {
  const outer = (u, v) => u.map(x => v.map(y => x.mul(y)));
  const scale = (m, x) => m.map(row => row.map(y => y.mul(x)));
  const mixed = outer(a.gradient, b.gradient);
  const top = scale(a.hessian, b.value).map((row, i) => [...row, ...mixed[i]]);
  const bottom = scale(b.hessian, a.value).map((row, j) => [...mixed.map(m => m[j]), ...row]);
  return { angles: [...a.angles, ...b.angles], value: a.value.mul(b.value),
           gradient: [...a.gradient.map(x => x.mul(b.value)),
                      ...b.gradient.map(x => x.mul(a.value))],
           hessian: [...top, ...bottom] };
}

// Value, gradient and Hessian of the loss Σ weight·R².
function jetOfLoss(data, at, K) {
  const p = data.p, zeros = () => new Array(p).fill(Q0);
  let value = Q0;
  const gradient = zeros(), hessian = Array.from({ length: p }, zeros);
  for (const r of data.residuals) {
    let R = r.constant;
    const slope = zeros(), bend = new Map();
    for (const { weight, factors } of r.products) {
      const jet = factors.map(f => jetOfFactor(f, at, K)).reduce(multiplyJets);
      spend(20 * jet.angles.length ** 2);
      R = R.add(weight.mul(jet.value));
      jet.angles.forEach((l, i) => {
        slope[l] = slope[l].add(weight.mul(jet.gradient[i]));
        jet.angles.forEach((m, j) => {
          bend.set(l * p + m, (bend.get(l * p + m) || Q0).add(weight.mul(jet.hessian[i][j])));
        });
      });
    }
    const two = r.weight.mul(Q2);
    value = value.add(r.weight.mul(R).mul(R));
    const used = slope.flatMap((x, l) => (x.zero() ? [] : [l]));
    spend(20 * (used.length * used.length + bend.size));
    for (const l of used) {
      gradient[l] = gradient[l].add(two.mul(R).mul(slope[l]));
      for (const m of used) {
        hessian[l][m] = hessian[l][m].add(two.mul(slope[l]).mul(slope[m]));
      }
    }
    for (const [lm, x] of bend) {
      const l = Math.floor(lm / p), m = lm % p;
      hessian[l][m] = hessian[l][m].add(two.mul(R).mul(x));
    }
  }
  return { value, gradient, hessian };
}

function testMinimum(data, x, mu, r, k, K, place) {
  const { value, gradient, hessian } = jetOfLoss(data, x.at, K);
  hessian.forEach((row, i) => { row[i] = row[i].sub(mu); });
  need(isPositiveDefinite(hessian), place, "the Hessian is not above the curvature");
  const g2 = gradient.reduce((s, y) => s.add(y.mul(y)), Q0);
  const kr = k.mul(r);
  need(g2.cmp(kr.mul(kr)) < 0, place, "the gradient is too large");
  const [a, b] = x.value;
  need(a.sign() >= 0 && a.cmp(qmax(Q0, value.sub(g2.div(k.mul(Q2))))) <= 0, place + ".value.0",
       "not a lower bound");
  need(value.cmp(b) <= 0, place + ".value.1", "not an upper bound");
  need(!a.eq(b) || g2.zero(), place + ".value", "an exact value, but the gradient is not 0");
}

// All leading minors of a symmetric matrix are positive: elimination without fractions, of the entries
// from the diagonal on, if that is not clear from a rounded factor.
function isPositiveDefinite(rows) {
  const n = rows.length, d = commonMultiple(rows.flat().map(y => y.d));
  const m = rows.map(row => row.map(y => y.n * (d / y.d)));
  if (n >= 12 && dominates(m)) return true;
  let previous = 1n;
  for (let k = 0; k < n; k++) {
    const pivot = m[k][k];
    if (pivot <= 0n) return false;
    const long = Math.max(longest(m[k].slice(k)), bits(previous));
    spend((n - k) * (n - k) * (5 + long * long / 40000));
    table((n - k) * (n - k), long);
    for (let i = k + 1; i < n; i++) {
      for (let j = i; j < n; j++) {
        m[i][j] = (m[i][j] * pivot - m[k][i] * m[k][j]) / previous;
      }
    }
    previous = pivot;
  }
  return true;
}

// The integer part of a square root, by Newton's method from above.
function rootBelow(x) {
  let r = 1n << BigInt(Math.ceil(bits(x) / 2));
  for (;;) {
    const next = (r + x / r) >> 1n;
    if (next >= r) return r;
    r = next;
  }
}

// 4^h G = R + L Lᵀ with R diagonally dominant: column after column of L is the rest of 4^h G - c on
// the diagonal and below it, divided by the square root on the diagonal and rounded down. The rest of
// the division in row i and column j is at least 0 and less than L_jj, and c is more than n times the
// largest of those.
function dominates(m) {
  const n = m.length, diagonal = m.map((row, k) => row[k]);
  if (diagonal.some(x => x <= 0n)) return false;
  const long = longest(diagonal), h = Math.ceil(long / 2) + 20 + Math.ceil(Math.log2(n));
  spend(n * n * (n + 9) * (1 + (long + 2 * h) / 400) / 2);
  table(n * n, long + 2 * h);
  const shift = BigInt(2 * h), largest = diagonal.reduce((x, y) => (x > y ? x : y));
  const c = BigInt(n) * (rootBelow(largest << shift) + 1n);
  const rest = m.map((row, i) => row.slice(0, i + 1).map((x, j) => (x << shift) - (i === j ? c : 0n)));
  for (let j = 0; j < n; j++) {
    if (rest[j][j] <= 0n) return false;
    const root = rootBelow(rest[j][j]);
    const column = [];
    for (let i = j + 1; i < n; i++) {
      const x = rest[i][j];
      // BigInt division rounds towards 0
      column.push(x < 0n ? -((root - 1n - x) / root) : x / root);
    }
    for (let i = j + 1; i < n; i++) {
      const a = column[i - j - 1];
      if (a !== 0n) for (let k = j + 1; k <= i; k++) rest[i][k] -= a * column[k - j - 1];
    }
  }
  return true;
}

// Any two points differ by more than 2r in a cosine or sine: groups are split at gaps.
function testApart(points, r) {
  const B = 1n << 80n, gap = Q.of(1n << 81n).mul(r).ceil() + 2n, p = points[0].length;
  spend(30 * points.length * p * 2);
  const coordinates = points.map(x => x.flatMap(z => [z.a * B / z.d, z.b * B / z.d]));
  let groups = [coordinates];
  for (let i = 0; i < 2 * p; i++) {
    groups = groups.flatMap(group => {
      group.sort((x, y) => (x[i] < y[i] ? -1 : x[i] > y[i] ? 1 : 0));
      const parts = [[]];
      group.forEach((x, n) => {
        if (n > 0 && x[i] - group[n - 1][i] > gap) parts.push([]);
        parts[parts.length - 1].push(x);
      });
      return parts;
    });
  }
  need(groups.every(group => group.length === 1), "claim.minima", "two points are not far apart");
}

// All minima are above the loss at another point, so above the least value.
function distanceAbove(data, other, K, points, c) {
  doing = "witness.below";
  const least = points.map(x => x.value[0]).reduce((x, y) => (x.cmp(y) < 0 ? x : y));
  const distance = least.sub(jetOfLoss(data, other, K).value);
  need(distance.sign() > 0, "witness.below", "not below the values at all minima");
  testInteger(c.spurious, BigInt(points.length), "claim.spurious");
  const gap = rational(c.gap, "claim.gap");
  need(gap.sign() > 0 && gap.cmp(distance) <= 0, "claim.gap", "not from 0 to the distance of the values");
  return gap;
}

function countSpurious(points, c) {
  if (!points.some(x => x.value[0].zero() && x.value[1].zero())) {
    need(c.spurious === null, "claim.spurious", "not null, but no value is 0");
    need(c.gap === null, "claim.gap", "not null, but no value is 0");
    return null;
  }
  const above = points.map(x => x.value[0]).filter(a => a.sign() > 0);
  testInteger(c.spurious, BigInt(above.length), "claim.spurious");
  testGap(c.gap, above.length ? above.reduce((x, y) => (x.cmp(y) < 0 ? x : y)) : null);
  return BigInt(above.length);
}

// ---- critical-points

const MAX_HALVINGS = 40;
const WEIGHT_DIGITS = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ_abcdefghijklmnopqrstuvwxyz";
const PLACE_DIGITS = WEIGHT_DIGITS + "~";
const HALF = 2 ** 44;
const B = 1n << 64n;

function floorDivide(a, b) {
  const q = a / b;
  return a < 0n && q * b !== a ? q - 1n : q;
}

function binomial(n, k) {
  let c = 1n;
  for (let i = 0; i < k; i++) c = c * BigInt(n - i) / BigInt(i + 1);
  return c;
}

// Tables with one axis an angle are flat arrays: `sizes`, and `strides` of the axes.
function stridesOf(sizes) {
  const strides = new Array(sizes.length);
  let stride = 1;
  for (let l = sizes.length - 1; l >= 0; l--) { strides[l] = stride; stride *= sizes[l]; }
  return { strides, total: stride };
}

// Each line of axis l (of size sizes[l]) is replaced by change(line).
function alongAxis(values, sizes, l, change, newSize = sizes[l]) {
  const { strides, total } = stridesOf(sizes), stride = strides[l], size = sizes[l];
  const result = new Array(total / size * newSize);
  for (let outer = 0; outer < total / (size * stride); outer++) {
    for (let inner = 0; inner < stride; inner++) {
      const line = [];
      for (let j = 0; j < size; j++) line.push(values[(outer * size + j) * stride + inner]);
      change(line).forEach((x, j) => { result[(outer * newSize + j) * stride + inner] = x; });
    }
  }
  return result;
}

// 1. The summand of a block about its origin: integers a_e over Q, e in mixed radix 2d_l + 1.
function aboutOrigin(terms, origin) {
  const p = origin.length, degrees = new Array(p).fill(0);
  for (const [e] of terms) {
    e.forEach((x, l) => { degrees[l] = Math.max(degrees[l], frequencyOf(x)); });
  }
  const sizes = degrees.map(d => 2 * d + 1), { strides, total } = stridesOf(sizes);
  table(total);
  const N = commonMultiple(terms.map(([, c]) => c.d), total);
  let a = new Array(total).fill(0n);
  for (const [e, c] of terms) {
    a[e.reduce((at, x, l) => at + x * strides[l], 0)] += c.n * (N / c.d);
  }
  // cos k(χ+α) = cos kα cos kχ - sin kα sin kχ, sin k(χ+α) = sin kα cos kχ + cos kα sin kχ, with
  // e^{ikα} = (s + ir)^2k/(r²+s²)^k; everything is multiplied by (r²+s²)^d.
  let Q = N;
  origin.forEach((tau, l) => {
    const norm = tau.n * tau.n + tau.d * tau.d, d = degrees[l];
    const square = [tau.d * tau.d - tau.n * tau.n, 2n * tau.d * tau.n], turns = [[1n, 0n]];
    for (let k = 1; k <= d; k++) {
      const [x, y] = turns[k - 1];
      turns.push([x * square[0] - y * square[1], x * square[1] + y * square[0]]);
    }
    spend(10 * total * (1 + d * bits(norm) / 300));
    a = alongAxis(a, sizes, l, line => {
      const result = [line[0] * norm ** BigInt(d)];
      for (let k = 1; k <= d; k++) {
        const [c, s] = turns[k].map(x => x * norm ** BigInt(d - k));
        const x = line[2 * k - 1], y = line[2 * k];
        result.push(x * c + y * s, y * c - x * s);
      }
      return result;
    });
    Q *= norm ** BigInt(d);
  });
  return { p, degrees, sizes, strides, total, a, Q };
}

// The coefficients of the derivative by angle i: cos' = -k sin, sin' = k cos.
function differentiate(f, a, i) {
  return alongAxis(a, f.sizes, i, line => line.map((_, e) => {
    if (e === 0) return 0n;
    const k = BigInt(frequencyOf(e));
    return e % 2 === 1 ? k * line[e + 1] : -k * line[e - 1];
  }));
}

// 2. T(e, j): coefficients of z^j in (1+z²)^d, and in the real and the imaginary part of
// (-i)^k (1+iz)^2k (1+z²)^(d-k).
function bernsteinTable(d) {
  const product = (f, g) => {
    const h = new Array(f.length + g.length - 1).fill(G0);
    f.forEach((x, i) => g.forEach((y, j) => { h[i + j] = h[i + j].add(x.mul(y)); }));
    return h;
  };
  const rows = [];
  for (let k = 0; k <= d; k++) {
    let f = [G1];
    for (let j = 0; j < k; j++) {
      f = product(product(f, [G1, GI]), [G1, GI]).map(x => x.mul(GI.neg()));
    }
    for (let j = 0; j < d - k; j++) f = product(f, [G1, G0, G1]);
    rows.push(f.map(x => x.a));
    if (k > 0) rows.push(f.map(x => x.b));
  }
  return rows;
}

// The numbers x_{i,a} = ⌊2^{s_i} b_a⌋ of a chart, for each i.
function chartNumbers(f, derivatives, tables, chart, exponents, precision, place) {
  const n = f.degrees.map(d => 2 * d);
  let choose = [1n];
  n.forEach(m => {
    choose = choose.flatMap(x => Array.from({ length: m + 1 }, (_, j) => x * binomial(m, j)));
  });
  const bound = 1n << BigInt(precision);
  return derivatives.map((a, i) => {
    let x = a;
    const up = exponents[i] > 0n ? exponents[i] : 0n, down = up - exponents[i];
    spend(4 * f.total * f.sizes.reduce((x, y) => x + y, 0) * (1 + (bits(f.Q) + Number(up + down)) / 300));
    for (let l = 0; l < f.p; l++) {
      // The chart bit shifts χ_l by π: e^{ikχ} changes its sign for odd k.
      const sign = e => (chart[l] === 1 && frequencyOf(e) % 2 === 1 ? -1n : 1n);
      x = alongAxis(x, f.sizes, l, line => Array.from({ length: n[l] + 1 }, (_, j) =>
        line.reduce((sum, y, e) => (y === 0n ? sum : sum + sign(e) * y * tables[l][e][j]), 0n)));
    }
    return x.map((y, at) => {
      const value = floorDivide(y << up, (f.Q * choose[at]) << down);
      need(-bound <= value && value < bound, place, "a number beyond the precision");
      return value;
    });
  });
}

// 3. Both halves of a table along axis l, each rounded down once: de Casteljau's triangle of sums.
function halve(x, sizes, l) {
  const { strides, total } = stridesOf(sizes), n = sizes[l] - 1, stride = strides[l];
  const lower = new Array(total), upper = new Array(total), line = new Array(n + 1);
  spend(total * (n + 4) / 2);
  for (let start = 0; start < total; start++) {
    if (Math.floor(start / stride) % (n + 1) !== 0) continue;
    for (let j = 0; j <= n; j++) line[j] = x[start + j * stride];
    lower[start] = line[0];
    upper[start + n * stride] = line[n];
    for (let r = 1; r <= n; r++) {
      for (let i = 0; i <= n - r; i++) line[i] += line[i + 1];
      lower[start + r * stride] = line[0] >> BigInt(r);
      upper[start + (n - r) * stride] = line[n - r] >> BigInt(r);
    }
  }
  return [lower, upper];
}

// A box: its depth, ends (in units of 2^-44), halvings by angle, and its numbers, computed when
// they are asked for. All but the first box of a chart have a parent, an axis and a side.
class Box {
  constructor(parent, axis, side, fields) {
    Object.assign(this, { parent, axis, side, known: null, halves: new Map() }, fields);
  }

  static chart(x, sizes) {
    const p = sizes.length;
    const box = new Box(null, 0, 0, { sizes, depth: 0, low: new Array(p).fill(-HALF),
                                      high: new Array(p).fill(HALF) });
    box.known = x;
    return box;
  }

  child(l, side) {
    const low = [...this.low], high = [...this.high], middle = (low[l] + high[l]) / 2;
    (side === 0 ? high : low)[l] = middle;
    return new Box(this, l, side, { sizes: this.sizes, depth: this.depth + 1, low, high });
  }

  numbers() {
    if (this.known === null) {
      const { parent, axis } = this;
      if (!parent.halves.has(axis)) {
        parent.halves.set(axis, parent.numbers().map(x => halve(x, this.sizes, axis)));
      }
      this.known = parent.halves.get(axis).map(pair => pair[this.side]);
      table(this.depth * this.known.length * this.known[0].length / 2); // those of all boxes above
    }
    return this.known;
  }
}

// 5. Some Σ y_i F_i is positive on the box: z, from the numbers of the parent, is above its error.
function testEmpty(box, y, place) {
  const from = box.depth === 0 ? box : box.parent, x = from.numbers();
  let z = null;
  y.forEach((w, i) => {
    if (w === 0n) return;
    spend(x[i].length);
    if (z === null) z = x[i].map(v => v * w);
    else x[i].forEach((v, at) => { z[at] += v * w; });
  });
  need(z !== null, place, "an empty box with weights 0");
  if (box.depth > 0) z = halve(z, box.sizes, box.axis)[box.side];
  const negative = y.reduce((s, w) => (w < 0n ? s - w : s), 0n);
  const error = negative * BigInt(Math.max(box.depth, 1));
  need(z.every(v => v > error), place, "not shown to be empty");
}

function determinant(rows) {
  const m = rows.map(row => [...row]), n = m.length;
  let previous = 1n, sign = 1n;
  for (let k = 0; k < n; k++) {
    const pivot = m.findIndex((row, i) => i >= k && row[k] !== 0n);
    if (pivot < 0) return 0n;
    if (pivot !== k) { [m[k], m[pivot]] = [m[pivot], m[k]]; sign = -sign; }
    for (let i = k + 1; i < n; i++) {
      for (let j = k + 1; j < n; j++) m[i][j] = (m[i][j] * m[k][k] - m[i][k] * m[k][j]) / previous;
    }
    previous = m[k][k];
  }
  return sign * previous;
}

function adjugate(m) {
  const without = (list, i) => list.filter((_, j) => j !== i);
  return m.map((_, i) => m.map((__, j) => {
    const minor = determinant(without(m, j).map(row => without(row, i)));
    return (i + j) % 2 === 0 ? minor : -minor;
  }));
}

// The number of negative eigenvalues of a symmetric matrix: all roots of its characteristic
// polynomial (Faddeev and LeVerrier) are real, so Descartes' rule of signs is exact.
function negativeEigenvalues(h) {
  const n = h.length, coefficients = [1n];
  let m = h.map(row => row.map(() => 0n));
  for (let k = 1; k <= n; k++) {
    m = h.map((row, i) => row.map((_, j) =>
      row.reduce((s, x, l) => s + x * m[l][j], 0n)));
    for (let i = 0; i < n; i++) m[i][i] += coefficients[k - 1];
    const hm = h.reduce((s, row, i) => s + row.reduce((t, x, l) => t + x * m[l][i], 0n), 0n);
    coefficients.push(-hm / BigInt(k));
  }
  return changes(coefficients.map((c, k) => (k % 2 === 0 ? signOf(c) : -signOf(c))));
}

// 7. The critical point near u: its Morse index, its reach and the enclosure of its value.
function criticalPoint(f, t, chart, place) {
  const p = f.p, one = BigInt(HALF);
  const basis = f.degrees.map((d, l) => {
    // ζ = (-1)^c (2^44 + it)²/(2^88 + t²), powers exact before rounding down.
    const x = BigInt(t[l]), sign = chart[l] === 1 ? -1n : 1n, norm = one * one + x * x;
    const [c, s] = [sign * (one * one - x * x), sign * 2n * one * x], row = [B];
    let [re, im, below] = [1n, 0n, 1n];
    for (let k = 1; k <= d; k++) {
      [re, im, below] = [re * c - im * s, re * s + im * c, below * norm];
      row.push(floorDivide(B * re, below), floorDivide(B * im, below));
    }
    return row;
  });
  spend(f.total * (p + 2) * (p + 2));
  const evaluate = a => {
    let x = a;
    for (let l = p - 1; l >= 0; l--) {
      const next = [], size = f.sizes[l];
      for (let at = 0; at < x.length; at += size) {
        let sum = 0n;
        for (let e = 0; e < size; e++) if (x[at + e] !== 0n) sum += x[at + e] * basis[l][e];
        next.push(sum);
      }
      x = next;
    }
    return x[0];
  };
  const V = evaluate(f.a), g = f.first.map(evaluate);
  const H = f.second.map(row => row.map(evaluate));
  const A = adjugate(H), delta = abs(determinant(H));
  need(delta !== 0n, place, "a Hessian that is singular");
  const Bp = B ** BigInt(p);
  const { eta, m2, m3 } = f.constants;
  const R = A.map(row => row.reduce((s, x) => s + abs(x), 0n));
  const largest = list => list.reduce((x, y) => (x > y ? x : y));
  const a0 = Q.of(BigInt(p) * eta * largest(R), delta);
  const third = A.map(row => row.reduce((s, x, j) => s + abs(x) * m3[j], 0n));
  const a1 = Q.of(Bp * largest(third), delta);
  const w = Q.of(largest(A.map((row, i) =>
    abs(row.reduce((s, x, j) => s + x * g[j], 0n)) + R[i] * eta)), delta);
  const rest = Q1.sub(a0);
  need(rest.sign() > 0 && Q.of(4n).mul(a1).mul(w).cmp(rest.mul(rest)) < 0, place,
       "no critical point is shown to be close");
  const reach = Q.of(2n * one).mul(w).div(rest).floor() + 1n;
  const value = Q.of(V, Bp * f.Q);
  const error = Q.of(reach * reach * m2, (1n << 89n) * f.Q).add(Q.of(eta, Bp * f.Q));
  // For 9: the point itself as ζ in each angle, its distance from the root, a₀ and a₁.
  const zeta = t.map((x, l) => {
    const z = G.of(one, BigInt(x)), square = z.mul(z), norm = one * one + BigInt(x) * BigInt(x);
    return square.mul(G.of(chart[l] === 1 ? -1n : 1n, 0n, norm));
  });
  const near = { zeta, radius: Q2.mul(w).div(rest), a0, a1 };
  return { index: negativeEigenvalues(H), reach, A, low: value.sub(error), high: value.add(error),
           near };
}

function constantsOf(f) {
  const p = f.p;
  let sum = 0n, m2 = 0n;
  const m3 = new Array(p).fill(0n);
  f.a.forEach((x, at) => {
    if (x === 0n) return;
    const k = f.strides.map((s, l) => BigInt(frequencyOf(Math.floor(at / s) % f.sizes[l])));
    const norm = k.reduce((s, y) => s + y, 0n), size = abs(x);
    sum += size;
    m2 += size * norm * norm;
    k.forEach((y, i) => { m3[i] += size * y * norm * norm; });
  });
  const K = BigInt(Math.max(...f.degrees));
  return { eta: sum * K * K * ((B + 1n) ** BigInt(p) - B ** BigInt(p)), m2, m3 };
}

// The point t, in units of 2^-44: k digits an angle are the number of one of 64^k parts of [-1, 1],
// of which t is the middle.
function listedPoint(value, place, p) {
  within(!Array.isArray(value), place, "points as lists of integers are no longer read; regenerate "
    + "it with symqnn prove / the command that wrote it");
  const text = string(value, place), k = text.length / p;
  need(Number.isInteger(k) && k >= 1 && k <= 7, place, "not 1 to 7 digits for each angle");
  return Array.from({ length: p }, (_, l) => {
    let part = 0;
    for (const digit of text.slice(l * k, (l + 1) * k)) {
      const worth = PLACE_DIGITS.indexOf(digit);
      need(worth >= 0, place, "not a digit to the base 64");
      part = 64 * part + worth;
    }
    return (2 * part + 1) * 2 ** (44 - 6 * k) - HALF;
  });
}

// 6. The box holds exactly one critical point: one by 7, in its interior, and at most one because
// Y'F is injective on the box.
function testRoot(f, box, t, chart, weight, exponents, place) {
  const found = criticalPoint(f, t, chart, place);
  t.forEach((x, l) => need(BigInt(box.low[l]) + found.reach < BigInt(x)
    && BigInt(x) < BigInt(box.high[l]) - found.reach, place, "not inside its box"));
  const p = f.p, x = box.numbers(), n = f.degrees.map(d => 2 * d);
  const S = exponents.reduce((a, b) => (a > b ? a : b));
  const E = 2n * BigInt(box.depth + 1) * (1n << BigInt(weight))
    * BigInt(n.reduce((a, b) => a + b));
  found.A.forEach((row, i) => {
    const w = row.map((a, j) => a << (S - exponents[j])), W = w.reduce((s, a) => s + abs(a), 0n);
    const y = w.map(a => {
      const size = (abs(a) << BigInt(weight)) / W;
      return a < 0n ? -size : size;
    });
    spend(x[0].length * (4 * p + p));
    const v = x[0].map((_, at) => y.reduce((s, c, j) => s + c * x[j][at], 0n));
    const slope = n.map((m, j) => alongAxis(v, f.sizes, j, line => line.map((_, a) =>
      (a > 0 ? BigInt(a) * (line[a] - line[a - 1]) : 0n)
      + (a < m ? BigInt(m - a) * (line[a + 1] - line[a]) : 0n))));
    const dominates = sign => v.every((_, at) => {
      const others = slope.reduce((s, d, j) => (j === i ? s : s + abs(d[at])), 0n);
      return sign * slope[i][at] > others + E;
    });
    need(dominates(1n) || dominates(-1n), place, "not shown to hold only one critical point");
  });
  return found;
}

// 4. The text of a chart in preorder.
function walkChart(text, box, f, settings, roots, place) {
  let at = 0, boxes = 0;
  const points = [], p = f.p;
  const halvings = b => {
    const used = new Array(p).fill(0);
    for (let x = b; x.parent; x = x.parent) used[x.axis]++;
    return used;
  };
  const waiting = [box];
  while (waiting.length) {
    const here = waiting.pop(), step = text[at], where = place + "." + at;
    need(step !== undefined, place, "the text ends before every box is settled");
    doing = where;
    at++;
    const halved = "01234567".indexOf(step), plus = "abcdefgh".indexOf(step);
    const minus = "ABCDEFGH".indexOf(step), wide = "-=+/".indexOf(step) + 1;
    if (halved >= 0) {
      need(halved < p, where, "no such angle");
      within(halvings(here)[halved] < MAX_HALVINGS, where, "more than 40 halvings of an angle");
      waiting.push(here.child(halved, 1), here.child(halved, 0));
      continue;
    }
    boxes++;
    if (plus >= 0 || minus >= 0) {
      const i = Math.max(plus, minus);
      need(i < p, where, "no such angle");
      testEmpty(here, f.degrees.map((_, j) => (j !== i ? 0n : plus >= 0 ? 1n : -1n)), where);
    } else if (wide > 0) {
      const y = f.degrees.map(() => {
        let value = 0n;
        for (let k = 0; k < wide; k++, at++) {
          const digit = WEIGHT_DIGITS.indexOf(text[at] === undefined ? " " : text[at]);
          need(digit >= 0, where, "not a digit of a weight");
          value = value * 63n + BigInt(digit - 31);
        }
        return value;
      });
      const size = y.reduce((s, w) => s + abs(w), 0n);
      need(size <= 1n << BigInt(settings.weight), where, "weights that are too large");
      testEmpty(here, y, where);
    } else {
      need(step === "*", where, "not a step");
      const { chart, weight, exponents } = settings;
      points.push(testRoot(f, here, roots(), chart, weight, exponents, where));
    }
  }
  need(at === text.length, place, "the text goes on after every box is settled");
  return { points, boxes };
}

// 9. The number of points of a block at which its summand is least. `lowest` are the positions of
// the minima that may be, `z` their places e^{iψ}; `terms` the summand in ψ as [INDEX, coefficient].
function leastPoints(value, place, block) {
  const top = block.points.filter(x => x.index === 0).map(x => x.high)
    .reduce((x, y) => (x.cmp(y) < 0 ? x : y));
  const lowest = block.points.map((_, i) => i)
    .filter(i => block.points[i].index === 0 && block.points[i].low.cmp(top) <= 0);
  if (value === undefined) {
    need(lowest.length === 1, place, "several minima may be the least, and no ties");
    return 1n;
  }
  const at = place + ".ties", p = block.p;
  need(value instanceof Map, at, "not an object");
  const laurent = fromBasis(new Map(block.terms.map(([e, c]) => [e.map(d => DIGITS[d]).join(""), c])));
  if (value.has("polynomial")) {
    const f = record(value, at, ["polynomial"]);
    testCriticalValues(f.polynomial, at + ".polynomial", laurent, p,
                       lowest.map(i => block.points[i]));
    return BigInt(lowest.length);
  }
  const turns = block.origin.map(tau => {
    const z = G.pair(Q1, tau);
    return z.mul(z).mul(G.q(Q1.div(Q1.add(tau.mul(tau)))));
  });
  const z = new Map(lowest.map(i =>
    [i, block.points[i].near.zeta.map((x, l) => x.mul(turns[l]))]));
  if (value.has("squares")) {
    const f = record(value, at, ["squares"]);
    const near = squaresOf(f.squares, at + ".squares", laurent, p);
    for (const [i, x] of z) {
      const { a0, a1 } = block.points[i].near;
      need(a0.add(a1.mul(near(x))).cmp(Q1) < 0, at + ".squares", "not shown to be the root " + i);
    }
    return BigInt(lowest.length);
  }
  const f = record(value, at, ["symmetries", "points"]);
  // In units of 2^-20, rounded down: what differs by more than `most` in a cosine or sine fails the
  // exact test, because a₀ + 2a₁·max ≥ 1 there.
  const unit = 1n << 20n, grid = x => x.flatMap(w => [w.re(), w.im()].map(y =>
    floorDivide(y.n * unit, y.d)));
  const places = new Map([...z].map(([i, x]) => [i, grid(x)]));
  const most = new Map(lowest.map(i => {
    const { a0, a1 } = block.points[i].near;
    return [i, a1.zero() ? 4n * unit : Q1.sub(a0).div(Q2.mul(a1)).mul(Q.of(unit)).floor() + 2n];
  }));
  const isFar = (place, i) =>
    place.some((x, k) => abs(x - places.get(i)[k]) > most.get(i));
  // Whether a critical point within `distance` of `point` is the root i.
  const isRoot = (point, distance, i) => {
    spend(600 * p);
    const { a0, a1 } = block.points[i].near;
    const apart = point.map((x, l) => {
      const d = x.add(z.get(i)[l].neg());
      return d.re().abs().add(d.im().abs());
    }).reduce(qmax);
    return a0.add(a1.mul(Q2.mul(apart).add(distance))).cmp(Q1) < 0;
  };
  const parent = new Map(lowest.map(i => [i, i]));
  const find = i => { while (parent.get(i) !== i) i = parent.get(i); return i; };
  within(list(f.symmetries, at + ".symmetries").length <= 64, at + ".symmetries",
         "more than 64 symmetries");
  items(f.symmetries, at + ".symmetries", (row, here) => {
    const image = symmetry(row, here, laurent, p);
    for (const i of lowest) {
      const moved = image(z.get(i)), place = grid(moved);
      spend(800 * p + 10 * lowest.length);
      for (const j of lowest) {
        if (!isFar(place, j) && isRoot(moved, block.points[i].near.radius, j)) parent.set(find(i), find(j));
      }
    }
  });
  const listed = items(f.points, at + ".points", (pair, here) => {
    const [position, where] = list(pair, here, 2), i = count(position, here + ".0");
    need(z.has(i), here + ".0", "not a minimum that may be the least");
    const x = items(where, here + ".1", point, p);
    spend(100 * p * laurent.size);
    const sum = weight => {
      let total = G0;
      for (const [key, c] of laurent) {
        const k = vectorOf(key);
        total = total.add(k.reduce((y, n, l) => y.mul(gpower(x[l], n)), c.mul(weight(k))));
      }
      return total;
    };
    x.forEach((_, l) => need(sum(k => G.of(0n, BigInt(k[l]))).zero(), here + ".1",
                             "not a critical point"));
    need(isRoot(x, Q0, i), here + ".1", "not shown to be this root");
    return [i, sum(() => G1).re()];
  });
  const classes = new Set(lowest.map(find));
  if (classes.size === 1) return BigInt(lowest.length);
  const values = new Map(listed.map(([i, v]) => [find(i), v]));
  need(values.size === classes.size, at + ".points", "a class of minima without a value");
  const least = [...values.values()].reduce((x, y) => (x.cmp(y) < 0 ? x : y));
  return BigInt(lowest.filter(i => values.get(find(i)).eq(least)).length);
}

// L + c = Σ w_j f_j²: from a point to the distance within which the f_j have a common zero. With Y the
// inverse of their Jacobian there, |Y f| ≤ w, a = max_i Σ_j |Y_ij| Σ_e |a_je| |k(e)|² and 4aw < 1,
// Newton's map x - Y f(x) contracts the cube of radius 2w into itself.
function squaresOf(value, place, laurent, p) {
  const bends = [];
  const { series } = addUp(value, place, laurent, p, p, terms => {
    let bend = Q0;
    for (const [key, c] of terms) {
      const k = [...key].reduce((sum, x) => sum + frequencyOf(DIGITS.indexOf(x)), 0);
      bend = bend.add(c.abs().mul(Q.of(BigInt(k * k))));
    }
    bends.push(bend);
  });
  return z => {
    const long = 1 + z.reduce((most, x) => Math.max(most, bits(x.d)), 0) * p / 300;
    spend((series.reduce((sum, f) => sum + f.length, 0) + p) * 200 * p * long * long);
    const at = (f, weight) => f.reduce((total, [k, c]) => total.add(k.reduce((y, n, l) =>
      y.mul(gpower(z[l], n)), c.mul(weight(k)))), G0).re();
    const f = series.map(part => at(part, () => G1));
    const rows = series.map((part, j) => [
      ...z.map((_, i) => at(part, k => G.of(0n, BigInt(k[i])))),
      ...z.map((_, i) => (i === j ? Q1 : Q0))]);
    for (let k = 0; k < p; k++) {
      const pivot = rows.findIndex((row, i) => i >= k && !row[k].zero());
      need(pivot >= 0, place, "a singular Jacobian");
      [rows[k], rows[pivot]] = [rows[pivot], rows[k]];
      rows[k] = rows[k].map(x => x.div(rows[k][k]));
      rows.forEach((row, i) => {
        if (i !== k) rows[i] = row.map((x, l) => x.sub(row[k].mul(rows[k][l])));
      });
    }
    const Y = rows.map(row => row.slice(p)), sum = list => list.reduce((x, y) => x.add(y), Q0);
    const w = Y.map(row => sum(row.map((y, j) => y.mul(f[j]))).abs()).reduce(qmax);
    const a = Y.map(row => sum(row.map((y, j) => y.abs().mul(bends[j])))).reduce(qmax);
    need(Q.of(4n).mul(a).mul(w).cmp(Q1) < 0, place, "no common zero is shown to be close");
    return Q2.mul(w);
  };
}

// Σ w_j f_j² from L: the f_j as polynomials and as series, and the constant that is left.
function addUp(value, place, laurent, p, number, each) {
  const rest = new Map(laurent), series = [], polynomials = [];
  items(value, place, (pair, here) => {
    const [weight, poly] = list(pair, here, 2), w = rational(weight, here + ".0");
    need(w.sign() > 0, here + ".0", "a weight that is not positive");
    const terms = polynomial(poly, here + ".1", p), own = fromBasis(terms);
    each(terms);
    polynomials.push(terms);
    series.push([...own].map(([key, c]) => [vectorOf(key), c]));
    const long = [...own.values()].reduce((most, c) =>
      Math.max(most, bits(c.d), bits(abs(c.a)), bits(abs(c.b))), 0);
    spend(100 * own.size * own.size * (1 + long / 300));
    for (const [k, x] of series[series.length - 1]) {
      for (const [m, y] of series[series.length - 1]) {
        const key = keyOf(k.map((n, l) => n + m[l])), part = x.mul(y).mul(G.q(w)).neg();
        rest.set(key, rest.has(key) ? rest.get(key).add(part) : part);
      }
      table(rest.size);
    }
  }, number);
  for (const [key, c] of rest) {
    need(c.zero() || vectorOf(key).every(n => n === 0), place,
         "the squares do not add up to the summand and a constant");
  }
  const still = rest.get(keyOf(new Array(p).fill(0)));
  return { series, polynomials, constant: still === undefined ? Q0 : still.re() };
}

// A symmetry: c_k i^{k·q} = c_k' for k'_source(l) = ±k_l. The map of points z = e^{iψ}.
function symmetry(row, place, laurent, p) {
  const [source, back, quarters] = items(row, place, (x, at) => items(x, at, count, p), 3);
  need([...source].sort((x, y) => x - y).every((x, i) => x === i), place, "not a permutation");
  need(back.every(x => x <= 1) && quarters.every(x => x <= 3), place, "no sign, or no quarter");
  spend(100 * p * laurent.size);
  const unit = n => [G1, GI, G1.neg(), GI.neg()][((n % 4) + 4) % 4];
  for (const [key, c] of laurent) {
    const k = vectorOf(key), moved = new Array(p).fill(0);
    k.forEach((x, l) => { moved[source[l]] = back[l] === 1 ? -x : x; });
    const there = laurent.get(keyOf(moved));
    need(there !== undefined && there.eq(c.mul(unit(k.reduce((s, x, l) => s + x * quarters[l], 0)))),
         place, "not a symmetry of the loss");
  }
  return z => source.map((s, l) => (back[l] === 1 ? z[s].conj() : z[s]).mul(unit(quarters[l])));
}

// One angle: Σ c_j N^j W^(m-j) = 0 modulo P, and c has one root only between the enclosures.
function testCriticalValues(value, place, laurent, p, minima) {
  need(p === 1, place, "for one angle only");
  const c = items(value, place, rational);
  while (c.length && c[c.length - 1].zero()) c.pop();
  need(c.length >= 2, place, "constant");
  const part = new Map([...laurent].map(([key, x]) => [vectorOf(key)[0], x])), d = degreeOf(part);
  const N = halfTangent(part, d), W = halfTangent(new Map([[0, G1]]), d);
  const P = halfTangent(slopes(part), d);
  while (P[P.length - 1].zero()) P.pop();
  const ring = new AlgebraicRing(P);
  const size = [...c, ...N].map(x => Math.max(bits(x.n), bits(x.d))).reduce((x, y) => (x > y ? x : y));
  spend(100 * c.length * ring.n ** 2 * (1 + (c.length * size / 1000) ** 2));
  const t = ring.n === 1 ? [ring.modulus[0].neg()] : [G0, G1, ...new Array(ring.n - 2).fill(G0)];
  const reduced = f => [...f].reverse().reduce(
    (x, y) => ring.add(ring.mul(x, t), ring.constant(G.q(y))), ring.constant(G0));
  const top = reduced(N), bottom = reduced(W);
  let total = ring.constant(G0), weight = ring.constant(G1);
  for (let j = c.length - 1; j >= 0; j--) {
    total = ring.add(ring.mul(total, top), ring.scale(weight, G.q(c[j])));
    weight = ring.mul(weight, bottom);
  }
  need(total.every(x => x.zero()), place, "not 0 at every critical value");
  if (P.length <= 2 * d) {
    const end = c.reduceRight((x, y) => x.mul(N[2 * d]).add(y), Q0);
    need(end.zero(), place, "not 0 at the critical value at π");
  }
  const low = minima.map(x => x.low).reduce((x, y) => (x.cmp(y) < 0 ? x : y));
  const high = minima.map(x => x.high).reduce(qmax), whole = cleared(c);
  need(signAt(whole, low) !== 0 && signAt(whole, high) !== 0
       && rootsBetween(sturm(whole), low, high) === 1, place, "more than one value is possible");
}

// A block of one angle by Sturm's theorem.
function sturmBlock(value, place, basis, taken, counted) {
  const b = record(value, place, ["angles", "multiples", "isolation", "intervals"],
                   counted ? ["ties"] : []);
  const [l] = items(b.angles, place + ".angles", count, 1);
  need(taken.has(l), place + ".angles", "not an angle, or one that is in a block already");
  taken.delete(l);
  const [m] = items(b.multiples, place + ".multiples", count, 1), digits = new Map();
  need(m >= 1, place + ".multiples", "a multiple of 0");
  for (const [key, c] of basis) {
    if (key[l] === "0") continue;
    need([...key].every((digit, i) => i === l || digit === "0"), place + ".angles",
         "a term of the loss has angles of two blocks");
    const digit = DIGITS.indexOf(key[l]), k = frequencyOf(digit);
    need(k % m === 0, place + ".multiples.0", "not a divisor of a frequency");
    digits.set(DIGITS[2 * (k / m) - (digit % 2)], c);
  }
  need(digits.size > 0, place + ".angles", "an angle that does not occur in the loss");
  doing = place;
  const laurent = fromBasis(digits);
  const part = new Map([...laurent].map(([key, c]) => [vectorOf(key)[0], c]));
  const f = record(b.isolation, place + ".isolation", ["cut", "separators"]);
  const cut = point(f.cut, place + ".isolation.cut");
  const at = place + ".isolation.separators", separators = items(f.separators, at, rational);
  separators.forEach((x, i) => need(i === 0 || separators[i - 1].cmp(x) < 0, at, "not increasing"));
  need(!valueAt(slopes(part), cut).zero(), place + ".isolation.cut", "a critical point");
  const P = cleared(halfTangent(turned(slopes(part), cut), degreeOf(part))), chain = sturm(P);
  separators.forEach(x => need(signAt(P, x) !== 0, at, "a root"));
  const divisor = chain[chain.length - 1];
  need(divisor.length <= 1 || rootsBetween(sturm(divisor), null, null) === 0, at,
       "a critical point is degenerate");
  const steepest = [...digits].reduce((s, [e, c]) =>
    s.add(c.abs().mul(Q.of(BigInt(frequencyOf(DIGITS.indexOf(e)))))), Q0);
  const last = separators.length;
  const points = items(b.intervals, place + ".intervals", (pair, here) => {
    const [low, high] = items(pair, here, rational, 2), i = Number(here.split(".").pop());
    const from = i === 0 ? null : separators[i - 1], to = i === last ? null : separators[i];
    need(rootsBetween(chain, from, to) === 1, at, "not exactly one critical point in gap " + i);
    const long = Math.max(bits(low.n), bits(low.d)) * degreeOf(part);
    spend(200 * part.size * (1 + (long / 300) ** 2));
    need(low.cmp(high) < 0 && (from === null || from.cmp(low) <= 0)
         && (to === null || high.cmp(to) <= 0), here, "not in its gap");
    const sign = signAt(P, low);
    need(sign * signAt(P, high) < 0, here, "no change of sign");
    const z = G.pair(Q1, low), unit = z.mul(z).mul(G.q(Q1.div(Q1.add(low.mul(low)))));
    const V = valueAt(part, cut.neg().mul(unit));
    const spread = Q2.mul(high.sub(low)).mul(steepest);
    return { index: sign < 0 ? 0 : 1, low: V.sub(spread), high: V.add(spread) };
  }, last + 1);
  need(points.some(x => x.index === 0), place, "no minimum");
  const top = points.filter(x => x.index === 0).map(x => x.high)
    .reduce((x, y) => (x.cmp(y) < 0 ? x : y));
  const lowest = points.filter(x => x.index === 0 && x.low.cmp(top) <= 0);
  if (b.ties !== undefined) {
    const { polynomial } = record(b.ties, place + ".ties", ["polynomial"]);
    testCriticalValues(polynomial, place + ".ties.polynomial", laurent, 1, lowest);
  } else need(!counted || lowest.length === 1, place, "several minima may be the least, and no ties");
  const least = counted ? BigInt(lowest.length) : null;
  return { points, boxes: 0, p: 1, copies: BigInt(m), least };
}

function criticalBlock(value, place, basis, taken, counted) {
  if (value instanceof Map && value.has("isolation")) {
    return sturmBlock(value, place, basis, taken, counted);
  }
  const b = record(value, place, ["angles", "multiples", "origin", "precision", "weight",
                                  "exponents", "roots", "charts"], counted ? ["ties"] : []);
  const angles = items(b.angles, place + ".angles", count), p = angles.length;
  need(p >= 1, place + ".angles", "no angles");
  angles.forEach(l => {
    need(taken.has(l), place + ".angles", "not an angle, or one that is in a block already");
    taken.delete(l);
  });
  const multiples = items(b.multiples, place + ".multiples", count, p);
  need(multiples.every(m => m >= 1), place + ".multiples", "a multiple of 0");
  const origin = items(b.origin, place + ".origin", rational, p);
  origin.forEach(x => need(abs(x.n) < B && x.d < B, place + ".origin", "not below 2^64"));
  const precision = count(b.precision, place + ".precision");
  need(precision >= 16 && precision <= 400, place + ".precision", "not 16 to 400");
  const weight = count(b.weight, place + ".weight");
  need(weight >= 6 && weight <= 400, place + ".weight", "not 6 to 400");
  const exponents = items(b.exponents, place + ".exponents", integer, p);
  exponents.forEach(s => need(abs(s) <= 100000n, place + ".exponents", "beyond 100000"));
  const roots = items(b.roots, place + ".roots", (root, at) => listedPoint(root, at, p));
  const terms = [];
  for (const [key, c] of basis) {
    const outside = [...key].some((digit, l) => digit !== "0" && !angles.includes(l));
    const inside = angles.some(l => key[l] !== "0");
    if (!inside) continue;
    need(!outside, place + ".angles", "a term of the loss has angles of two blocks");
    const e = angles.map((l, i) => {
      const digit = DIGITS.indexOf(key[l]), k = frequencyOf(digit);
      need(k % multiples[i] === 0, place + ".multiples." + i, "not a divisor of a frequency");
      const reduced = k / multiples[i];
      return k === 0 ? 0 : 2 * reduced - (digit % 2);
    });
    terms.push([e, c]);
  }
  angles.forEach((l, i) => need(terms.some(([e]) => e[i] !== 0), place + ".angles",
                                "an angle that does not occur in the loss"));
  doing = place;
  within((2 * Math.max(...terms.flatMap(([e]) => e.map(frequencyOf))) + 1) ** p <= 2e6, place,
         "too many coefficients");
  const f = aboutOrigin(terms, origin);
  f.first = angles.map((_, i) => differentiate(f, f.a, i));
  f.second = f.first.map(a => angles.map((_, j) => differentiate(f, a, j)));
  f.constants = constantsOf(f);
  const tables = f.degrees.map(bernsteinTable);
  let used = 0, boxes = 0;
  const points = [];
  const nextRoot = () => {
    need(used < roots.length, place + ".roots", "fewer than boxes with a critical point");
    return roots[used++];
  };
  const texts = items(b.charts, place + ".charts", string, 2 ** p);
  texts.forEach((text, number) => {
    const at = place + ".charts." + number;
    const chart = angles.map((_, l) => Math.floor(number / 2 ** (p - 1 - l)) % 2);
    doing = at;
    const x = chartNumbers(f, f.first, tables, chart, exponents, precision, at);
    const settings = { chart, weight, exponents };
    const result = walkChart(text, Box.chart(x, f.sizes), f, settings, nextRoot, at);
    points.push(...result.points);
    boxes += result.boxes;
  });
  need(used === roots.length, place + ".roots", "more than boxes with a critical point");
  const copies = BigInt(multiples.reduce((x, y) => x * y, 1));
  const result = { points, boxes, p, copies, origin, terms };
  doing = place;
  need(points.some(x => x.index === 0), place, "no minimum");
  result.least = counted ? leastPoints(b.ties, place, result) : null;
  return result;
}

KINDS["critical-points"] = (statement, instance, claim, witness) => {
  only(statement, "theorem-7");
  const { loss: value } = record(instance, "instance", ["loss"]);
  const { p, basis } = loss(value, "instance.loss");
  const c = record(claim, "claim",
    ["critical_points", "by_index", "least_value", "spurious_minima"], ["global_minima"]);
  const w = record(witness, "witness", ["blocks"]), counted = c.global_minima !== undefined;
  const taken = new Set(Array.from({ length: p }, (_, l) => l));
  const blocks = items(w.blocks, "witness.blocks", (b, at) =>
    criticalBlock(b, at, basis, taken, counted));
  need(taken.size === 0, "witness.blocks", "an angle is in no block");
  // 8. Products of critical points of the blocks; indices and values add up.
  let byIndex = [1n], low = basis.get("0".repeat(p)) || Q0, high = low, lowest = 1n, boxes = 0;
  blocks.forEach((b, i) => {
    const next = new Array(byIndex.length + b.p).fill(0n);
    for (const point of b.points) {
      byIndex.forEach((n, k) => { next[k + point.index] += n * b.copies; });
    }
    byIndex = next;
    const minima = b.points.filter(x => x.index === 0);
    need(minima.length > 0, "witness.blocks." + i, "no minimum");
    const top = minima.map(x => x.high).reduce((x, y) => (x.cmp(y) < 0 ? x : y));
    low = low.add(minima.map(x => x.low).reduce((x, y) => (x.cmp(y) < 0 ? x : y)));
    high = high.add(top);
    lowest *= b.copies * BigInt(minima.filter(x => x.low.cmp(top) <= 0).length);
    boxes += b.boxes;
  });
  const total = byIndex.reduce((x, y) => x + y, 0n);
  testInteger(c.critical_points, total, "claim.critical_points");
  const claimed = items(c.by_index, "claim.by_index", integer, p + 1);
  need(String(claimed) === String(byIndex), "claim.by_index", "they are " + byIndex);
  const [from, to] = items(c.least_value, "claim.least_value", rational, 2);
  need(from.cmp(low) <= 0 && high.cmp(to) <= 0, "claim.least_value",
       "does not contain the enclosure of the least value");
  const spurious = integer(c.spurious_minima, "claim.spurious_minima");
  need(spurious >= 0n && spurious <= byIndex[0] - lowest, "claim.spurious_minima",
       "not from 0 to " + (byIndex[0] - lowest));
  let above = "at least " + spurious + " spurious";
  if (counted) {
    const attained = product(blocks.map(b => b.copies * b.least));
    testInteger(c.global_minima, attained, "claim.global_minima");
    above = "exactly " + attained + " global, " + (byIndex[0] - attained) + " spurious";
  }
  return "theorem-7: exactly " + amount(total, "critical point") + ", by index [" + byIndex.join(", ")
    + "], all nondegenerate; " + amount(byIndex[0], "local minimum", "local minima") + ", "
    + above + " (p = " + p + ", " + amount(boxes, "box", "boxes") + ")";
};

// ---- layer-identity and general-identity

// Elements of the algebra over Q(i) generated by central c, s with c² + s² = 1 and by H, A with
// H² = 1: Map "word|exponent of c|exponent of s" -> coefficient, in normal form.
function monomial(word, i, j, x) { return reduceTrig(new Map([[word + "|" + i + "|" + j, x]])); }

function addTerm(sum, key, x) {
  const total = (sum.get(key) || G0).add(x);
  if (total.zero()) sum.delete(key); else sum.set(key, total);
}

function addElements(...list) {
  const sum = new Map();
  for (const element of list) for (const [key, x] of element) addTerm(sum, key, x);
  return sum;
}

// s² → 1 - c² until the exponent of s is at most 1.
function reduceTrig(element) {
  const result = new Map();
  const waiting = [...element];
  while (waiting.length) {
    const [key, x] = waiting.pop(), [word, i, j] = key.split("|");
    if (Number(j) < 2) { addTerm(result, key, x); continue; }
    waiting.push([word + "|" + i + "|" + (j - 2), x]);
    waiting.push([word + "|" + (Number(i) + 2) + "|" + (j - 2), x.neg()]);
  }
  return result;
}

function multiplyElements(...factors) {
  return factors.reduce((a, b) => {
    const product = new Map();
    for (const [k, x] of a) {
      for (const [l, y] of b) {
        const [v, i, j] = k.split("|"), [w, m, n] = l.split("|");
        let word = v + w;
        while (word.includes("HH")) word = word.replace("HH", "");
        addTerm(product, word + "|" + (Number(i) + Number(m)) + "|" + (Number(j) + Number(n)),
                x.mul(y));
      }
    }
    return reduceTrig(product);
  });
}

const HALF_G = G.of(1n, 0n, 2n);

// Φ^(0)A = (A + HAH)/2, Φ^(1)A = (A - HAH)/2, Φ^(2)A = (i/2)(HA - AH).
function phi(a) {
  const term = (word, x) => monomial(word, 0, 0, x);
  if (a === 0) return addElements(term("A", HALF_G), term("HAH", HALF_G));
  if (a === 1) return addElements(term("A", HALF_G), term("HAH", HALF_G.neg()));
  const i = HALF_G.mul(GI);
  return addElements(term("HA", i), term("AH", i.neg()));
}

function sameElement(a, b) {
  return a.size === b.size && [...a].every(([key, x]) => b.has(key) && b.get(key).eq(x));
}

function readTerm(value, place, width) {
  list(value, place, width);
  return value;
}

function increasing(keys, place, compare) {
  keys.forEach((k, i) => need(i === 0 || compare(keys[i - 1], k) < 0, place + "." + i,
                              "not sorted, or twice"));
}

function compareKeys(a, b) {
  for (let i = 0; i < a.length; i++) {
    if (a[i] < b[i]) return -1;
    if (a[i] > b[i]) return 1;
  }
  return 0;
}

KINDS["layer-identity"] = (statement, instance, claim, witness) => {
  only(statement, "equation-11", "equation-13", "equation-14", "equation-15");
  record(instance, "instance", []);
  record(witness, "witness", []);
  const f = record(claim, "claim", ["normal_form"]), keys = [], claimed = new Map();
  list(f.normal_form, "claim.normal_form").forEach((entry, n) => {
    const at = "claim.normal_form." + n, [word, i, j, re, im] = readTerm(entry, at, 5);
    need(typeof word === "string" && /^[HA]*$/.test(word) && !word.includes("HH"), at,
         "not a word in normal form");
    const key = [word, count(i, at + ".1"), count(j, at + ".2")];
    need(key[2] <= 1, at + ".2", "s with an exponent above 1");
    const x = G.pair(rational(re, at + ".3"), rational(im, at + ".4"));
    need(!x.zero(), at, "a coefficient that is zero");
    keys.push(key);
    claimed.set(key.join("|"), x);
  });
  increasing(keys, "claim.normal_form", compareKeys);
  const term = (word, i, j, x) => monomial(word, i, j, x), H = term("H", 0, 0, G1);
  let left, right;
  if (statement === "equation-11") {
    const turn = sign => addElements(term("", 1, 0, G1), term("H", 0, 1, sign));
    left = multiplyElements(turn(GI), term("A", 0, 0, G1), turn(GI.neg()));
    const cos2 = addElements(term("", 2, 0, G1), term("", 0, 2, G.of(-1n)));
    right = addElements(phi(0), multiplyElements(cos2, phi(1)),
                        multiplyElements(term("", 1, 1, G.of(2n)), phi(2)));
  } else {
    const a = Number(statement.slice(-2)) - 13, sign = a === 0 ? G1 : G.of(-1n);
    left = multiplyElements(H, phi(a), H);
    right = multiplyElements(term("", 0, 0, sign), phi(a));
  }
  need(sameElement(left, right), "statement", "the two sides differ");
  need(sameElement(left, claimed), "claim.normal_form", "not the normal form of the two sides");
  return statement + ": holds for one layer, all matrices H, A with H^2 = I and all real theta";
};

KINDS["general-identity"] = (statement, instance, claim, witness) => {
  only(statement, "theorem-2", "proposition-5");
  record(instance, "instance", []);
  record(witness, "witness", []);
  return statement === "theorem-2" ? summandOfTheorem2(claim) : tracesOfProposition5(claim);
};

// Polynomials in q, c, s with s² → 1 - c² as elements whose word is q…q.
function summandOfTheorem2(claim) {
  const f = record(claim, "claim", ["slope", "curvature"]);
  const read = (value, place) => {
    const keys = [], element = new Map();
    list(value, place).forEach((entry, n) => {
      const at = place + "." + n;
      readTerm(entry, at, 4);
      const key = entry.slice(0, 3).map((x, k) => count(x, at + "." + k));
      const x = rational(entry[3], at + ".3");
      need(key[2] <= 1 && key[0] <= 9 && !x.zero(), at, "not a term in normal form");
      keys.push(key);
      element.set("q".repeat(key[0]) + "|" + key[1] + "|" + key[2], G.q(x));
    });
    increasing(keys, place, compareKeys);
    return element;
  };
  const term = (q, c, s, n) => monomial("q".repeat(q), c, s, G.of(n));
  const times2 = multiplyElements, plus = addElements;
  // c' = -s, s' = c.
  const differentiated = element => {
    const result = new Map();
    for (const [key, x] of element) {
      const [word, i, j] = key.split("|"), q = word.length, a = Number(i), b = Number(j);
      const put = part => { for (const [k, y] of part) addTerm(result, k, x.mul(y)); };
      if (a > 0) put(term(q, a - 1, b + 1, BigInt(-a)));
      if (b > 0) put(term(q, a + 1, b - 1, BigInt(b)));
    }
    return result;
  };
  // ℓ = s² + q(1-c)², g = (1-q)c + q.
  const oneLessC = plus(term(0, 0, 0, 1n), term(0, 1, 0, -1n));
  const l = plus(term(0, 0, 2, 1n), times2(term(1, 0, 0, 1n), oneLessC, oneLessC));
  const slope = differentiated(l), curvature = differentiated(slope);
  const oneLessQ = plus(term(0, 0, 0, 1n), term(1, 0, 0, -1n));
  const g = plus(times2(oneLessQ, term(0, 1, 0, 1n)), term(1, 0, 0, 1n));
  need(sameElement(slope, times2(term(0, 0, 1, 2n), g)), "statement", "the slope is not 2sg");
  need(sameElement(curvature, plus(times2(term(0, 1, 0, 2n), g),
    times2(term(0, 0, 2, -2n), oneLessQ))), "statement", "the curvature is another one");
  // Values for given q, c (s = 0); functions affine in q are positive for 0 < q < 1/2 if they are
  // not negative at 0 and 1/2 and not 0 at both.
  const at = (element, q, c) => [...element].reduce((sum, [key, x]) => {
    const [word, i, j] = key.split("|");
    if (Number(j) > 0) return sum;
    let y = x.re();
    for (let k = 0; k < word.length; k++) y = y.mul(q);
    return Number(i) % 2 === 1 && c < 0 ? sum.sub(y) : sum.add(y);
  }, Q0);
  const positive = values => values.every(x => x.sign() >= 0) && values.some(x => x.sign() > 0);
  const half = Q.of(1n, 2n), ends = h => positive([h(Q0), h(half)]);
  need(ends(q => Q1.sub(q)) && ends(q => Q1.sub(q.mul(Q2))) && ends(q => at(curvature, q, 1))
    && ends(q => at(curvature, q, -1)) && ends(q => at(l, q, -1))
    && [Q0, half].every(q => at(l, q, 1).zero() && at(g, q, 1).eq(Q1)
      && at(g, q, -1).eq(q.mul(Q2).sub(Q1))), "statement", "a sign is not as in the proof");
  need(sameElement(read(f.slope, "claim.slope"), slope), "claim.slope", "not the derivative");
  need(sameElement(read(f.curvature, "claim.curvature"), curvature), "claim.curvature",
       "not the second derivative");
  return "theorem-2: one summand has exactly two minima and two maxima for 0 < r^2 < 1/2, "
    + "one minimum for 1/2 <= r^2 <= 1";
}

// tr is invariant under rotation and H² = 1: the least rotation without HH, also across the ends.
function cyclic(word) {
  let w = word;
  while (w.length > 1 && (w.includes("HH") || (w[0] === "H" && w[w.length - 1] === "H"))) {
    w = w.includes("HH") ? w.replace("HH", "") : w.slice(1, -1);
  }
  return Array.from(w, (_, i) => w.slice(i) + w.slice(0, i)).reduce((a, b) => (a < b ? a : b), w);
}

function tracesOfProposition5(claim) {
  const { traces } = record(claim, "claim", ["traces"]);
  const names = ["00", "01", "02", "11", "12", "22"];
  const f = record(traces, "claim.traces", names), found = {};
  for (const name of names) {
    const at = "claim.traces." + name, claimed = new Map(), keys = [];
    list(f[name], at).forEach((entry, n) => {
      const here = at + "." + n, [word, re, im] = readTerm(entry, here, 3);
      need(typeof word === "string" && /^[HA]*$/.test(word) && cyclic(word) === word, here,
           "not the least rotation without HH");
      const x = G.pair(rational(re, here + ".1"), rational(im, here + ".2"));
      need(!x.zero(), here, "a coefficient that is zero");
      keys.push([word]);
      claimed.set(word, x);
    });
    increasing(keys, at, compareKeys);
    const product = multiplyElements(phi(Number(name[0])), phi(Number(name[1])));
    found[name] = new Map();
    for (const [key, x] of product) addTerm(found[name], cyclic(key.split("|")[0]), x);
    need(sameElement(claimed, found[name]), at, "not the trace");
    need(name[0] === name[1] || found[name].size === 0, at, "not 0");
  }
  need(sameElement(found["11"], found["22"]), "claim.traces.22", "not that of 11");
  return "proposition-5: tr(Phi_xi(M) Phi_xi'(M)) = 0 for xi != xi', for one layer of gates h_l "
    + "with h_l^2 = 1 on M = m_1 (x) ... (x) m_p, all h_l, all m_l, all p";
}

// ---- bounds

KINDS["bounds"] = (statement, instance, claim, witness) => {
  only(statement, "theorem-7");
  const { loss: value } = record(instance, "instance", ["loss"]);
  const { p, terms } = loss(value, "instance.loss");
  const names = ["degree", "l1_degree", "paper", "bezout", "multihomogeneous", "mixed_volume",
                 "nondegenerate_minima", "complex_solutions"];
  const c = record(claim, "claim", names);
  const { solutions } = record(witness, "witness", ["solutions"]);
  doing = "instance.loss";
  const vectors = [...terms.keys()].map(vectorOf), sizes = vectors.map(k => k.map(Math.abs));
  const norm = k => k.reduce((s, x) => s + x, 0);
  for (let l = 0; l < p; l++) {
    need(sizes.some(k => k[l] > 0), "instance.loss", "the loss does not depend on angle " + l);
  }
  const big = x => BigInt(x);
  const rows = Array.from({ length: p }, (_, l) => sizes.filter(k => k[l] > 0));
  const D = Math.max(...sizes.flat()), degree = Math.max(...sizes.map(norm));
  const bezout = 2n ** big(p) * product(rows.map(row => big(Math.max(...row.map(norm)))));
  const d = rows.map(row => Array.from({ length: p }, (_, j) => Math.max(...row.map(k => k[j]))));
  const multihomogeneous = 2n ** big(p) * permanent(d);
  const paper = big(2 * D * p) ** big(p);
  testInteger(c.degree, big(D), "claim.degree");
  testInteger(c.l1_degree, big(degree), "claim.l1_degree");
  testInteger(c.paper, paper, "claim.paper");
  testInteger(c.bezout, bezout, "claim.bezout");
  testInteger(c.multihomogeneous, multihomogeneous, "claim.multihomogeneous");
  let least = bezout < multihomogeneous ? bezout : multihomogeneous, volume = null;
  if (c.mixed_volume !== null) {
    doing = "claim.mixed_volume";
    volume = mixedVolume(Array.from({ length: p }, (_, l) => vectors.filter(k => k[l] !== 0)));
    testInteger(c.mixed_volume, volume, "claim.mixed_volume");
    if (volume < least) least = volume;
  }
  testInteger(c.nondegenerate_minima, least / 2n, "claim.nondegenerate_minima");
  const found = solutions === null ? 0n : countSolutions(solutions, terms, p);
  testInteger(c.complex_solutions, found, "claim.complex_solutions");
  const shown = found === 0n ? ""
    : found === volume ? "; exactly " + found + " complex solutions, all simple"
      : "; at least " + found + " simple complex solutions";
  return "theorem-7: at most " + least + " critical points that are isolated over C ("
    + (volume === null ? "" : "mixed volume " + volume + ", ") + "multihomogeneous "
    + multihomogeneous + ", Bezout " + bezout + ", paper " + paper + "), so at most " + least / 2n
    + " strict local minima" + shown + " (p = " + p
    + ", l1 degree " + degree + ")";
};

// Rows are taken one after the other; the state is the set of columns that are used.
function permanent(d) {
  let sums = new Map([[0, 1n]]);
  for (const row of d) {
    const next = new Map();
    for (const [used, x] of sums) {
      row.forEach((y, j) => {
        const bit = 2 ** j;
        if (!(used & bit)) next.set(used | bit, (next.get(used | bit) || 0n) + x * BigInt(y));
      });
    }
    sums = next;
  }
  return sums.get(2 ** d.length - 1);
}

function dot(u, v) { return u.reduce((s, x, i) => s + x * v[i], 0); }

// Points that are the middle of two others are no vertices and left out.
function thinned(points) {
  const key = x => x.join(), known = new Map(points.map(x => [key(x), x]));
  const all = [...known.values()];
  spend(3 * all.length * all.length);
  return all.filter(x => !all.some(a => key(a) !== key(x)
    && known.has(key(x.map((y, i) => 2 * y - a[i])))));
}

// MV(P_1, …, P_n) = Σ_u max_{P_1}(u·x) MV(P_2^u, …, P_n^u) over primitive u, P^u the face in
// direction u. A term is 0 unless every P_j^u, j > 1, holds an edge and these are independent: u is
// orthogonal to n - 1 independent differences of points, one of each of P_2, …, P_n.
function mixedVolume(sets) {
  const P = sets.map(thinned), n = P.length;
  if (n === 1) {
    const x = P[0].map(([y]) => y);
    return BigInt(Math.max(...x) - Math.min(...x));
  }
  const directions = P.slice(1).map(differenceDirections);
  let normals = new Map([["", []]]);
  directions.forEach(list => {
    const next = new Map();
    spend(normals.size * list.length * 10);
    // Lattices of differences, kept as echelon bases, so that equal spans are met once.
    for (const basis of normals.values()) {
      for (const v of list) {
        const extended = echelon([...basis, v]);
        if (extended !== null) next.set(extended.join(";"), extended);
      }
    }
    table(next.size * n);
    normals = next;
  });
  let total = 0n;
  for (const basis of normals.values()) {
    const u = orthogonal(basis, n);
    for (const sign of [1, -1]) {
      const direction = u.map(x => sign * x);
      spend(P.reduce((s, points) => s + points.length, 0) * n);
      const height = Math.max(...P[0].map(x => dot(direction, x)));
      const faces = P.slice(1).map(points => {
        const top = Math.max(...points.map(x => dot(direction, x)));
        return points.filter(x => dot(direction, x) === top);
      });
      if (height === 0 || faces.some(face => face.length < 2)) continue;
      const chart = latticeCoordinates(direction);
      const volume = mixedVolume(faces.map(face =>
        face.map(x => chart(x.map((y, i) => y - face[0][i])))));
      total += BigInt(height) * volume;
    }
  }
  return total;
}

function smallGcd(a, b) {
  a = Math.abs(a); b = Math.abs(b);
  while (b) { const r = a % b; a = b; b = r; }
  return a;
}

// A primitive multiple with the first entry that is not 0 positive.
function normalized(v) {
  const g = v.reduce(smallGcd, 0), first = v.find(x => x !== 0);
  return v.map(x => (x === 0 ? 0 : x / (first < 0 ? -g : g)));
}

function differenceDirections(points) {
  const found = new Map();
  spend(5 * points.length * points.length);
  points.forEach((x, i) => points.slice(0, i).forEach(y => {
    const v = normalized(x.map((a, j) => a - y[j]));
    found.set(v.join(), v);
  }));
  return [...found.values()];
}

// The reduced echelon basis (primitive integer rows) of the span; null if the rows are dependent.
function echelon(rows) {
  const m = rows.map(row => [...row]), n = m[0].length;
  let rank = 0;
  for (let column = 0; column < n && rank < m.length; column++) {
    const pivot = m.findIndex((row, i) => i >= rank && row[column] !== 0);
    if (pivot < 0) continue;
    [m[rank], m[pivot]] = [m[pivot], m[rank]];
    m[rank] = normalized(m[rank]);
    for (let i = 0; i < m.length; i++) {
      if (i === rank || m[i][column] === 0) continue;
      const a = m[rank][column], b = m[i][column];
      m[i] = m[i].map((x, j) => a * x - b * m[rank][j]);
      if (m[i].some(x => x !== 0)) m[i] = normalized(m[i]);
      within(m[i].every(x => Math.abs(x) < 2 ** 25), doing, "vectors that are too long");
    }
    rank++;
  }
  return rank === m.length ? m : null;
}

// The primitive vector orthogonal to n - 1 independent rows: their minors, with signs.
function orthogonal(rows, n) {
  const u = Array.from({ length: n }, (_, j) => {
    const minor = determinant(rows.map(row => row.filter((__, i) => i !== j).map(BigInt)));
    return j % 2 === 0 ? minor : -minor;
  });
  const g = u.reduce(gcd, 0n);
  return u.map(x => Number(x / g));
}

// Coordinates of the lattice u·x = 0 for primitive u: a unimodular change of coordinates that
// brings u to (0, …, 0, 1), by Euclid's algorithm on the entries of u; the last one is left out.
function latticeCoordinates(direction) {
  const u = [...direction], n = u.length, steps = [];
  for (;;) {
    const rest = u.flatMap((x, i) => (x === 0 ? [] : [i]));
    if (rest.length === 1) {
      // u·x is u_i x_i now: the lattice is x_i = 0.
      return x => {
        const y = [...x];
        for (const [i, j, k] of steps) y[i] += k * y[j];
        return y.filter((_, i) => i !== rest[0]);
      };
    }
    const i = rest.reduce((a, b) => (Math.abs(u[a]) <= Math.abs(u[b]) ? a : b));
    for (const j of rest) {
      if (j === i) continue;
      // u_j ← u_j - k u_i goes with x_i ← x_i + k x_j, which keeps u·x.
      const k = Math.trunc(u[j] / u[i]);
      u[j] -= k * u[i];
      steps.push([i, j, k]);
    }
  }
}

// Polynomials modulo q and modulo the monic eliminant e of degree n: arrays of n residues.
class Quotient {
  constructor(e, q) { this.e = e; this.q = q; this.n = e.length - 1; }

  mul(a, b) {
    const { e, q, n } = this, c = new Float64Array(2 * n);
    spend(n * n / 2);
    for (let i = 0; i < n; i++) {
      if (a[i] === 0) continue;
      for (let j = 0; j < n; j++) c[i + j] = reduce(c[i + j] + times(a[i], b[j], q), q);
    }
    for (let i = 2 * n - 1; i >= n; i--) {
      if (c[i] === 0) continue;
      const top = q - c[i];
      for (let j = 0; j < n; j++) {
        if (e[j] !== 0) c[i - n + j] = reduce(c[i - n + j] + times(top, e[j], q), q);
      }
    }
    return c.slice(0, n);
  }

  add(a, b) { return a.map((x, i) => reduce(x + b[i], this.q)); }

  scale(a, x) { return a.map(y => times(x, y, this.q)); }

  constant(x) {
    const c = new Float64Array(this.n);
    c[0] = x;
    return c;
  }
}

// The degree of the greatest common divisor of two polynomials modulo q.
function gcdDegree(a, b, q) {
  const cut = f => { while (f.length && f[f.length - 1] === 0) f.pop(); return f; };
  let x = cut(Array.from(a)), y = cut(Array.from(b));
  while (y.length) {
    const inv = inverse(y[y.length - 1], q);
    while (x.length >= y.length) {
      spend(y.length / 4);
      const factor = q - times(x[x.length - 1], inv, q), shift = x.length - y.length;
      y.forEach((c, i) => { x[i + shift] = reduce(x[i + shift] + times(factor, c, q), q); });
      cut(x);
    }
    [x, y] = [y, x];
  }
  return x.length - 1;
}

function countSolutions(value, terms, p) {
  const f = record(value, "witness.solutions", ["modulus", "root", "blocks"]);
  const place = "witness.solutions";
  const q = modulusOf(f.modulus, place + ".modulus");
  need(q % 4 === 1, place + ".modulus", "not 1 modulo 4");
  const root = residueIn(f.root, place + ".root", q);
  need(times(root, root, q) === q - 1, place + ".root", "not a root of -1");
  const field = modular(q, root, place + ".modulus");
  const list = [...terms].map(([key, c]) => [vectorOf(key), field.of(c)]);
  const taken = new Set(Array.from({ length: p }, (_, l) => l));
  const counts = items(f.blocks, place + ".blocks", (block, at) =>
    solutionsOfBlock(block, at, list, taken, q));
  need(taken.size === 0, place + ".blocks", "an angle is in no block");
  return product(counts);
}

function residueIn(value, place, q) {
  const x = integer(value, place);
  need(x >= 0n && x < BigInt(q), place, "not a residue");
  return Number(x);
}

function solutionsOfBlock(value, place, list, taken, q) {
  const b = record(value, place, ["angles", "multiples", "weights", "eliminant", "coordinates"]);
  const angles = items(b.angles, place + ".angles", count), p = angles.length;
  need(p >= 1, place + ".angles", "no angles");
  angles.forEach(l => {
    need(taken.has(l), place + ".angles", "not an angle, or one that is in a block already");
    taken.delete(l);
  });
  const multiples = items(b.multiples, place + ".multiples", count, p);
  need(multiples.every(m => m >= 1), place + ".multiples", "a multiple of 0");
  const terms = [];
  for (const [k, c] of list) {
    if (angles.every(l => k[l] === 0)) continue;
    need(k.every((x, l) => x === 0 || angles.includes(l)), place + ".angles",
         "a term of the loss has angles of two blocks");
    terms.push([angles.map((l, i) => {
      need(k[l] % multiples[i] === 0, place + ".multiples." + i, "not a divisor of a frequency");
      return k[l] / multiples[i];
    }), c]);
  }
  const residues = (x, at) => residueIn(x, at, q);
  const weights = items(b.weights, place + ".weights", integer, p).map(x => residue(x, q));
  const e = items(b.eliminant, place + ".eliminant", residues), n = e.length - 1;
  within(n <= 4095, place + ".eliminant", "a degree above 4095");
  need(n >= 1 && e[n] === 1, place + ".eliminant", "not monic of a degree above 0");
  const w = items(b.coordinates, place + ".coordinates",
                  (row, at) => Float64Array.from(items(row, at, residues, n)), p);
  doing = place;
  const ring = new Quotient(e, q);
  // Σ weights_l w_l = x modulo e.
  let sum = ring.constant(0);
  w.forEach((x, l) => { sum = ring.add(sum, ring.scale(x, weights[l])); });
  const x = n > 1 ? Float64Array.from({ length: n }, (_, i) => (i === 1 ? 1 : 0))
    : ring.constant(reduce(q - e[0], q));
  need(sum.every((y, i) => y === x[i]), place + ".weights", "the weights do not give x");
  // ∂_iL times a monomial is (up to i) F_i = Σ k_i c_k w^{k+d}; w_j∂F_i/∂w_j is
  // Σ k_i k_j c_k w^{k+d} plus a multiple of F_i.
  const d = angles.map((_, l) => Math.max(...terms.map(([k]) => Math.abs(k[l]))));
  const F = angles.map(() => ring.constant(0));
  const J = angles.map(() => angles.map(() => ring.constant(0)));
  const powers = new Map([["", ring.constant(1)]]);
  const monomialOf = exponents => {
    const key = exponents.join();
    if (!powers.has(key)) {
      const last = exponents.length - 1, head = exponents.slice(0, last), top = exponents[last];
      powers.set(key, top === 0 ? monomialOf(head)
        : ring.mul(monomialOf([...head, top - 1]), w[last]));
      table(powers.size * n);
    }
    return powers.get(key);
  };
  for (const [k, c] of terms) {
    const value = ring.scale(monomialOf(k.map((y, l) => y + d[l])), c);
    spend(n * p * p / 2);
    k.forEach((y, i) => {
      if (y === 0) return;
      F[i] = ring.add(F[i], ring.scale(value, y < 0 ? y + q : y));
      k.forEach((z, j) => {
        if (z !== 0) J[i][j] = ring.add(J[i][j], ring.scale(value, y * z < 0 ? y * z + q : y * z));
      });
    });
  }
  F.forEach((f, i) => need(f.every(y => y === 0), place + ".coordinates",
                           "derivative " + i + " is not 0"));
  const nonzero = [...w, ringDeterminant(J, ring)].reduce((y, z) => ring.mul(y, z));
  need(gcdDegree(e, nonzero, q) === 0, place + ".coordinates",
       "a coordinate or the Jacobian is 0 at a root");
  const derivative = e.slice(1).map((y, i) => times(y, (i + 1) % q, q));
  need(gcdDegree(e, derivative, q) === 0, place + ".eliminant", "a root is repeated");
  return BigInt(n) * BigInt(multiples.reduce((y, z) => y * z, 1));
}

// By rows, over the sets of used columns; signs by the number of used columns to the right.
function ringDeterminant(rows, ring) {
  let sums = new Map([[0, ring.constant(1)]]);
  for (const row of rows) {
    const next = new Map();
    for (const [used, x] of sums) {
      row.forEach((y, j) => {
        const bit = 2 ** j;
        if (used & bit) return;
        let right = 0;
        for (let i = j + 1; i < row.length; i++) if (used & 2 ** i) right++;
        const term = ring.scale(ring.mul(x, y), right % 2 === 1 ? ring.q - 1 : 1);
        const old = next.get(used | bit);
        next.set(used | bit, old === undefined ? term : ring.add(old, term));
      });
    }
    sums = next;
  }
  return sums.get(2 ** rows.length - 1);
}

// ---- degenerate-critical-points

KINDS["degenerate-critical-points"] = (statement, instance, claim, witness) => {
  only(statement, "theorem-7");
  const { loss: value } = record(instance, "instance", ["loss"]);
  const L = loss(value, "instance.loss");
  const { dimension } = record(claim, "claim", ["dimension"]);
  need(witness instanceof Map, "witness", "not an object");
  const reason = witness.get("reason");
  need(typeof reason === "string" && Object.prototype.hasOwnProperty.call(REASONS, reason),
       "witness.reason", "not a reason");
  doing = "witness";
  const [found, sentence] = REASONS[reason](witness, L);
  testInteger(dimension, BigInt(found), "claim.dimension");
  return "theorem-7: degenerate: " + (found > 0 ? "infinitely many critical points" : "a critical "
    + "point") + ", the premise that none is degenerate fails: " + sentence + " (p = " + L.p
    + ", dimension at least " + found + ")";
};

// Increasing positions such that no term has angles inside and outside; the terms inside.
function summandIn(value, L) {
  const angles = items(value, "witness.angles", count);
  need(angles.length >= 1, "witness.angles", "none");
  angles.forEach((l, i) => need(l < L.p && (i === 0 || angles[i - 1] < l), "witness.angles",
                                "not increasing positions"));
  const terms = [];
  for (const [key, c] of L.terms) {
    const k = vectorOf(key), inside = angles.map(l => k[l]);
    if (inside.every(x => x === 0)) continue;
    need(k.every((x, l) => x === 0 || angles.includes(l)), "witness.angles",
         "a term has angles inside and outside");
    terms.push([inside, c]);
  }
  return { angles, terms };
}

const REASONS = {
  // L is constant along v iff k·v = 0 for every frequency vector k.
  directions(witness, L) {
    const f = record(witness, "witness", ["reason", "directions"]), place = "witness.directions";
    const v = items(f.directions, place, (row, at) => items(row, at, integer, L.p));
    need(v.length >= 1 && v.length <= L.p, place, "not 1 to p directions");
    for (const key of L.terms.keys()) {
      const k = vectorOf(key).map(BigInt);
      need(v.every(row => row.reduce((s, x, l) => s + x * k[l], 0n) === 0n), place,
           "the loss is not constant along a direction");
    }
    const gram = v.map(x => v.map(y => x.reduce((s, a, l) => s + a * y[l], 0n)));
    need(determinant(gram) !== 0n, place, "dependent directions");
    return [v.length, v.length === L.p ? "the loss is constant, every point is critical"
      : "the loss is constant along " + v.length + " of " + L.p
        + " directions, every critical point lies on a circle of them"];
  },

  // ∂_iL_b·∏(1+t_l²)^d_il = h·q_i, d_il the degree of ∂_iL_b in angle l; the zeros of h are
  // critical and separate h > 0 from h < 0.
  factor(witness, L) {
    const f = record(witness, "witness",
      ["reason", "angles", "factor", "quotients", "above", "below"]);
    const { angles, terms } = summandIn(f.angles, L), b = angles.length;
    need(b >= 2, "witness.angles", "less than two angles");
    const h = tangentPolynomial(f.factor, "witness.factor", b);
    const quotients = items(f.quotients, "witness.quotients",
                            (x, at) => tangentPolynomial(x, at, b), b);
    quotients.forEach((q, i) => {
      const product = new Map();
      spend(20 * h.size * q.size);
      for (const [k, x] of h) {
        for (const [m, y] of q) {
          const key = addKeys(k, m);
          product.set(key, (product.get(key) || Q0).add(x.mul(y)));
        }
      }
      const slope = terms.filter(([k]) => k[i] !== 0)
        .map(([k, c]) => [k, c.mul(G.of(0n, BigInt(k[i])))]);
      const degrees = angles.map((_, l) => Math.max(0, ...slope.map(([k]) => Math.abs(k[l]))));
      comparePolynomials(dropZeros(product), inTangents(slope, degrees), "witness.quotients." + i);
    });
    const at = (value, place, sign) => {
      const t = items(value, place, rational, b);
      let sum = Q0;
      for (const [key, x] of h) {
        sum = sum.add(vectorOf(key).reduce((y, k, l) => {
          for (let j = 0; j < k; j++) y = y.mul(t[l]);
          return y;
        }, x));
      }
      need(sum.sign() === sign, place, "the factor has another sign");
    };
    at(f.above, "witness.above", 1);
    at(f.below, "witness.below", -1);
    return [b - 1, "all derivatives by " + b + " angles share a factor that changes sign, its "
      + "zeros are a hypersurface of critical points"];
  },

  // ∂_iL_b vanishes along point + τ·direction: each Fourier coefficient in τ does.
  circle(witness, L) {
    const f = record(witness, "witness", ["reason", "angles", "modulus", "interval", "point",
                                          "direction"]);
    const { angles, terms } = summandIn(f.angles, L);
    const point = algebraicPoint(f, angles.length, terms);
    const direction = items(f.direction, "witness.direction", integer, angles.length);
    need(direction.some(x => x !== 0n), "witness.direction", "zero");
    angles.forEach((_, i) => {
      const coefficients = new Map();
      for (const [k, c] of terms) {
        if (k[i] === 0) continue;
        const n = direction.reduce((s, x, l) => s + x * BigInt(k[l]), 0n);
        const value = point.ring.scale(point.at(k), c.mul(G.of(0n, BigInt(k[i]))));
        const old = coefficients.get(n);
        coefficients.set(n, old === undefined ? value : point.ring.add(old, value));
      }
      for (const value of coefficients.values()) {
        need(value.every(x => x.zero()), "witness.direction", "derivative " + i
          + " is not 0 along the circle");
      }
    });
    return [1, "the gradient is zero along a circle"];
  },

  // The gradient and the determinant of the Hessian vanish at the point.
  point(witness, L) {
    const f = record(witness, "witness", ["reason", "angles", "modulus", "interval", "point"]);
    const { angles, terms } = summandIn(f.angles, L);
    const { ring, at } = algebraicPoint(f, angles.length, terms);
    const sum = weight => terms.reduce((s, [k, c]) => {
      const w = weight(k);
      return w.zero() ? s : ring.add(s, ring.scale(at(k), c.mul(w)));
    }, ring.constant(G0));
    angles.forEach((_, i) => need(sum(k => G.of(0n, BigInt(k[i]))).every(x => x.zero()),
                                  "witness.point", "derivative " + i + " is not 0"));
    const hessian = angles.map((_, i) =>
      angles.map((__, j) => sum(k => G.of(BigInt(-k[i] * k[j])))));
    need(algebraicDeterminant(hessian, ring).every(x => x.zero()), "witness.point",
         "the Hessian is not singular");
    return [0, "a critical point with a singular Hessian"];
  },

  // L_b + constant = f·g in disjoint angles: critical where f = g = 0, and both change their sign.
  product(witness, L) {
    const w = record(witness, "witness", ["reason", "angles", "factors"]);
    const { angles, terms } = summandIn(w.angles, L), b = angles.length;
    const factors = items(w.factors, "witness.factors", (value, at) => {
      const f = record(value, at, ["angles", "terms", "above", "below"]);
      const own = items(f.angles, at + ".angles", count);
      need(own.length >= 1 && own.every((l, i) => angles.includes(l) && (i === 0 || own[i - 1] < l)),
           at + ".angles", "not increasing positions in the summand");
      const laurent = fromBasis(polynomial(f.terms, at + ".terms", own.length));
      for (const [name, sign] of [["above", 1], ["below", -1]]) {
        const z = items(f[name], at + "." + name, point, own.length);
        spend(50 * laurent.size * own.length);
        let sum = G0;
        for (const [key, c] of laurent) {
          sum = sum.add(vectorOf(key).reduce((x, k, l) => x.mul(gpower(z[l], k)), c));
        }
        need(sum.re().sign() === sign, at + "." + name, "the factor has another sign");
      }
      return { own, laurent };
    }, 2);
    const [f, g] = factors, all = [...f.own, ...g.own];
    need(all.length === b && angles.every(l => all.includes(l)), "witness.factors",
         "not each angle of the summand once");
    need(b >= 3, "witness.factors", "less than three angles");
    const product = new Map();
    spend(20 * f.laurent.size * g.laurent.size);
    table(f.laurent.size * g.laurent.size);
    for (const [k, x] of f.laurent) {
      for (const [m, y] of g.laurent) {
        const vector = new Array(b).fill(0);
        vectorOf(k).forEach((e, i) => { vector[angles.indexOf(f.own[i])] = e; });
        vectorOf(m).forEach((e, i) => { vector[angles.indexOf(g.own[i])] = e; });
        if (vector.some(e => e !== 0)) product.set(keyOf(vector), x.mul(y));
      }
    }
    need(product.size === terms.length && terms.every(([k, c]) => {
      const x = product.get(keyOf(k));
      return x !== undefined && x.eq(c);
    }), "witness.factors", "the product is not the summand");
    return [b - 2, "the terms in " + b + " angles are a product of two factors that change sign, "
      + "critical where both are zero"];
  },

  zeros: commonZeros,
};

function dropZeros(terms) {
  for (const [key, x] of terms) if (x.zero()) terms.delete(key);
  return terms;
}

// Polynomials in t_1, …, t_b: exponents as digits -> coefficient; keys are vectors of exponents.
function tangentPolynomial(value, place, b) {
  return new Map([...polynomial(value, place, b)].map(([key, c]) =>
    [keyOf([...key].map(digit => DIGITS.indexOf(digit))), c]));
}

// Σ c_k e^{ik·φ}·∏(1+t_l²)^{d_l} as a polynomial in t: e^{ikφ}(1+t²)^d = (1+it)^(d+k) (1-it)^(d-k).
function inTangents(terms, degrees) {
  let current = new Map();
  for (const [k, c] of terms) addTerm(current, keyOf(k), c);
  degrees.forEach((d, l) => {
    const next = new Map(), rows = new Map();
    for (const [key, x] of current) {
      const k = key.charCodeAt(l) - ORIGIN;
      if (!rows.has(k)) rows.set(k, linearPowers(d + k, d - k));
      spend(20 * (2 * d + 1));
      rows.get(k).forEach((y, j) => {
        addTerm(next, key.slice(0, l) + keyOf([j]) + key.slice(l + 1), x.mul(y));
      });
      table(next.size);
    }
    current = next;
  });
  return new Map([...current].map(([key, x]) => [key, x.re()]));
}

// The coefficients of (1+it)^a (1-it)^b.
function linearPowers(a, b) {
  let f = [G1];
  const times2 = x => {
    f = [...f, G0].map((y, i) => (i > 0 ? y.add(f[i - 1].mul(x)) : y));
  };
  for (let j = 0; j < a; j++) times2(GI);
  for (let j = 0; j < b; j++) times2(GI.neg());
  return f;
}

// Q(i)[x] modulo a polynomial: arrays of as many Gaussian rationals as its degree.
class AlgebraicRing {
  constructor(modulus) {
    this.n = modulus.length - 1;
    const lead = modulus[this.n];
    this.modulus = modulus.map(c => G.q(c.div(lead)));
  }

  constant(x) { return [x, ...new Array(this.n - 1).fill(G0)]; }

  add(a, b) { return a.map((x, i) => x.add(b[i])); }

  scale(a, x) { return a.map(y => y.mul(x)); }

  mul(a, b) {
    const c = new Array(2 * this.n - 1).fill(G0);
    spend(this.n * this.n * 20);
    a.forEach((x, i) => {
      if (!x.zero()) b.forEach((y, j) => { if (!y.zero()) c[i + j] = c[i + j].add(x.mul(y)); });
    });
    for (let i = c.length - 1; i >= this.n; i--) {
      const top = c[i].neg();
      if (top.zero()) continue;
      spend(this.n * (20 + bits(top.d) / 20));
      for (let j = 0; j < this.n; j++) {
        c[i - this.n + j] = c[i - this.n + j].add(top.mul(this.modulus[j]));
      }
    }
    return c.slice(0, this.n);
  }
}

// A point whose cosines and sines are polynomials in a real root of `modulus` in `interval`.
function algebraicPoint(f, b, terms) {
  const modulus = items(f.modulus, "witness.modulus", rational);
  while (modulus.length && modulus[modulus.length - 1].zero()) modulus.pop();
  need(modulus.length >= 2, "witness.modulus", "constant");
  within(modulus.length <= 257, "witness.modulus", "a degree above 256");
  const [low, high] = items(f.interval, "witness.interval", rational, 2);
  need(low.cmp(high) < 0, "witness.interval", "not an interval");
  const integral = cleared(modulus);
  need(signAt(integral, low) * signAt(integral, high) < 0, "witness.interval",
       "the modulus does not change its sign");
  const ring = new AlgebraicRing(modulus), n = ring.n;
  const z = items(f.point, "witness.point", (pair, at) => {
    const [c, s] = items(pair, at, (poly, here) => {
      const list = items(poly, here, rational);
      while (list.length && list[list.length - 1].zero()) list.pop();
      need(list.length <= n, here, "not of lower degree than the modulus");
      return Array.from({ length: n }, (_, i) => list[i] || Q0);
    }, 2);
    const plus = c.map((x, i) => G.pair(x, s[i])), minus = plus.map(x => x.conj());
    // (c + is)(c - is) = 1.
    const norm = ring.mul(plus, minus);
    need(norm.every((x, i) => (i === 0 ? x.eq(G1) : x.zero())), at, "not on the circle");
    return [plus, minus];
  }, b);
  const known = Array.from({ length: b }, () => new Map([[0, ring.constant(G1)]]));
  const power2 = (l, k) => {
    if (!known[l].has(k)) {
      const step = k > 0 ? 1 : -1;
      known[l].set(k, ring.mul(power2(l, k - step), z[l][k > 0 ? 0 : 1]));
    }
    return known[l].get(k);
  };
  const at = k => k.reduce((x, e, l) => (e === 0 ? x : ring.mul(x, power2(l, e))),
                           ring.constant(G1));
  table(n * terms.length);
  return { ring, at };
}

// As for `ringDeterminant`.
function algebraicDeterminant(rows, ring) {
  let sums = new Map([[0, ring.constant(G1)]]);
  for (const row of rows) {
    const next = new Map();
    for (const [used, x] of sums) {
      row.forEach((y, j) => {
        const bit = 2 ** j;
        if (used & bit) return;
        let right = 0;
        for (let i = j + 1; i < row.length; i++) if (used & 2 ** i) right++;
        const term = ring.scale(ring.mul(x, y), G.of(right % 2 === 1 ? -1n : 1n));
        const old = next.get(used | bit);
        next.set(used | bit, old === undefined ? term : ring.add(old, term));
      });
    }
    sums = next;
  }
  return sums.get(2 ** rows.length - 1);
}

// Krawczyk's test for m < p residuals in m free angles.
function commonZeros(witness, L) {
  const f = record(witness, "witness", ["reason", "centre", "free", "radius", "preconditioner"]);
  need(L.residuals, "instance.loss", "not a training loss");
  const m = L.residuals.length, p = L.p;
  need(m < p, "instance.loss", "not fewer samples than angles");
  const centre = items(f.centre, "witness.centre", integer, p);
  centre.forEach(n => need(n >= 0n && n < 1n << 46n, "witness.centre", "not from 0 to 2^46"));
  const free = items(f.free, "witness.free", count, m);
  need(free.every(l => l < p) && new Set(free).size === m, "witness.free", "not different angles");
  const rho = Q.of(integer(f.radius, "witness.radius"), 1n << 46n);
  need(rho.sign() > 0 && rho.cmp(Q.of(3n)) <= 0, "witness.radius", "not in (0, 3]");
  const Y = items(f.preconditioner, "witness.preconditioner",
                  (row, at) => items(row, at, rational, m), m);
  const z = centre.map(turn), tiny = Q.of(BigInt(4 * p), 1n << 120n);
  const samples = L.residuals.map(terms => {
    const basis = realBasis(terms, p), byFrequency = new Map();
    let value = Q0, total = Q0;
    const slope = new Array(p).fill(Q0), slopeError = new Array(p).fill(Q0);
    spend(basis.size * p * p * 30);
    for (const [key, c] of basis) {
      const e = [...key].map(digit => DIGITS.indexOf(digit)), k = e.map(frequencyOf);
      // cos k, sin k, and the derivative -k sin k, k cos k of each factor.
      const factor = e.map((digit, l) => (digit === 0 ? Q1 : z[l](k[l])[1 - digit % 2]));
      const derived = e.map((digit, l) => (digit === 0 ? Q0
        : z[l](k[l])[digit % 2].mul(Q.of(BigInt(digit % 2 === 1 ? -k[l] : k[l])))));
      const product = list => list.reduce((x, y) => x.mul(y), c);
      value = value.add(product(factor));
      total = total.add(c.abs());
      free.forEach(l => {
        slope[l] = slope[l].add(product(factor.map((x, j) => (j === l ? derived[l] : x))));
        slopeError[l] = slopeError[l].add(c.abs().mul(Q.of(BigInt(k[l]))).mul(tiny));
      });
      const at = keyOf(k);
      byFrequency.set(at, (byFrequency.get(at) || Q0).add(c.mul(c)));
    }
    // Σ|f̂_k'| over |k'| = k is at most the root of the sum of the squares (Parseval, Cauchy).
    let second = Q0;
    for (const [key, squares] of byFrequency) {
      const k = vectorOf(key), sum = free.reduce((s, l) => s + k[l], 0);
      if (sum > 0) second = second.add(rootAbove(squares).mul(Q.of(BigInt(sum * sum))));
    }
    return { value, error: total.mul(tiny), slope, slopeError, second };
  });
  Y.forEach((row, i) => {
    let q = Q0, w = Q0, wError = Q0;
    free.forEach((l, j) => {
      let entry = i === j ? Q1 : Q0;
      samples.forEach((s, a) => {
        entry = entry.sub(row[a].mul(s.slope[l]));
        q = q.add(row[a].abs().mul(s.slopeError[l]));
      });
      q = q.add(entry.abs());
    });
    samples.forEach((s, a) => {
      q = q.add(rho.mul(row[a].abs()).mul(s.second));
      w = w.add(row[a].mul(s.value));
      wError = wError.add(row[a].abs().mul(s.error));
    });
    need(q.cmp(Q1) < 0 && w.abs().add(wError).add(q.mul(rho)).cmp(rho) < 0,
         "witness.preconditioner", "row " + i + " does not contract the cube into itself");
  });
  return [p - m, "the " + m + " residuals vanish together on a manifold of dimension " + (p - m)];
}

// A rational number at least the root of x, within 2^-64 of its size.
function rootAbove(x) {
  if (x.zero()) return Q0;
  const scale = 1n << BigInt(64 + Math.max(0, bits(x.d) - bits(x.n)));
  return Q.of(integerRoot(x.mul(Q.of(scale * scale)).floor()) + 1n, scale);
}

// (cos kφ, sin kφ) at φ = 2πn/2^46 for k <= 60, as rational numbers that are wrong by less than
// 2^-120: power series in integers over 2^160 (error below 2^-150), then powers of e^{iφ}.
function turn(n) {
  const one = 1n << 160n, pi = machin();
  const x = Q.of(2n * n, 1n << 46n).mul(pi).mul(Q.of(one)).floor();
  let c = 0n, s = 0n, term = one;
  for (let k = 0n; k < 100n; k++) {
    if (k % 4n === 0n) c += term;
    if (k % 4n === 1n) s += term;
    if (k % 4n === 2n) c -= term;
    if (k % 4n === 3n) s -= term;
    term = term * x / (one * (k + 1n));
  }
  const powers = [[one, 0n]];
  return k => {
    while (powers.length <= k) {
      const [a, b] = powers[powers.length - 1];
      powers.push([(a * c - b * s) / one, (a * s + b * c) / one]);
    }
    return powers[k].map(y => Q.of(y, one));
  };
}

// ---- haar-moments, haar-bound, haar-uniform

function polyAdd(f, g) {
  const n = Math.max(f.length, g.length);
  return trim(Array.from({ length: n }, (_, i) => (f[i] || 0n) + (g[i] || 0n)));
}

function polyMul(f, g) {
  if (f.length === 0 || g.length === 0) return [];
  const h = new Array(f.length + g.length - 1).fill(0n);
  spend(f.length * g.length * (1 + bits(f[f.length - 1]) / 200));
  f.forEach((x, i) => g.forEach((y, j) => { h[i + j] += x * y; }));
  return h;
}

// f/g for a primitive divisor g of f.
function polyDivide(f, g) {
  const rest = [...f], quotient = new Array(Math.max(0, f.length - g.length + 1)).fill(0n);
  spend(f.length * g.length);
  for (let i = quotient.length - 1; i >= 0; i--) {
    quotient[i] = rest[i + g.length - 1] / g[g.length - 1];
    g.forEach((y, j) => { rest[i + j] -= quotient[i] * y; });
  }
  return quotient;
}

function polyGcd(f, g) {
  let [x, y] = [primitive(f), primitive(g)];
  while (y.length) [x, y] = [y, x.length < y.length ? x : pseudoRemainder(x, y)];
  return x;
}

// A quotient of polynomials in d, in lowest terms, the highest coefficient of the denominator > 0.
class Fraction {
  constructor(n, d) { this.n = n; this.d = d; }

  static of(n, d = [1n]) {
    if (n.length === 0) return new Fraction([], [1n]);
    const g = polyGcd(n, d), x = polyDivide(n, g), y = polyDivide(d, g);
    const c = [...x, ...y].reduce(gcd, 0n), sign = y[y.length - 1] < 0n ? -c : c;
    return new Fraction(x.map(a => a / sign), y.map(a => a / sign));
  }

  static integer(n) { return new Fraction(n === 0n ? [] : [n], [1n]); }

  add(o) {
    return Fraction.of(polyAdd(polyMul(this.n, o.d), polyMul(o.n, this.d)), polyMul(this.d, o.d));
  }
  mul(o) { return Fraction.of(polyMul(this.n, o.n), polyMul(this.d, o.d)); }
  inverse() { return Fraction.of(this.d, this.n); }
  scale(x) { return Fraction.of(this.n.map(c => c * x.n), this.d.map(c => c * x.d)); }
  neg() { return new Fraction(this.n.map(c => -c), this.d); }
  zero() { return this.n.length === 0; }
  at(d) {
    const value = f => f.reduceRight((s, c) => s * d + c, 0n);
    return Q.of(value(this.n), value(this.d));
  }
}

const F0 = Fraction.integer(0n), F1 = Fraction.integer(1n), FD = Fraction.of([0n, 1n]);

// QUOTIENT of a certificate against a fraction, by cross-multiplication.
function testQuotient(value, found, place) {
  const f = record(value, place, ["numerator", "denominator"]);
  const n = items(f.numerator, place + ".numerator", integer);
  const d = items(f.denominator, place + ".denominator", integer);
  need(d.length > 0 && d[d.length - 1] > 0n, place + ".denominator", "highest coefficient not > 0");
  need(n.length === 0 ? d.length === 1 && d[0] === 1n : n[n.length - 1] !== 0n, place,
       "not a QUOTIENT");
  within(n.length + d.length <= 5000, place, "a degree above 5000");
  doing = place;
  const left = polyMul(n, found.d), right = polyMul(found.n, d);
  need(left.length === right.length && left.every((x, i) => x === right[i]), place,
       "not the recomputed quotient");
}

function permutations(k) {
  if (k === 0) return [[]];
  return permutations(k - 1).flatMap(s =>
    Array.from({ length: k }, (_, i) => [...s.slice(0, i), k - 1, ...s.slice(i)]));
}

function cyclesOf(s) {
  const seen = new Set(), lengths = [];
  for (let i = 0; i < s.length; i++) {
    let length = 0;
    for (let j = i; !seen.has(j); j = s[j]) { seen.add(j); length++; }
    if (length > 0) lengths.push(length);
  }
  return lengths.sort();
}

// E[R^{⊗k}] = Σ c_σ P_σ, R² = 1, tr R = 0: pairing with every P_τ gives Σ c_σ d^cycles(τ⁻¹σ) = the
// product of tr R^length over the cycles of τ, d for even lengths and 0 for odd ones.
function haarCoefficients(k) {
  const all = permutations(k), classes = new Map();
  for (const s of all) if (!classes.has(String(cyclesOf(s)))) classes.set(String(cyclesOf(s)), s);
  const names = [...classes.keys()], dToThe = n => Fraction.of([...new Array(n).fill(0n), 1n]);
  const rows = names.map(name => {
    const tau = classes.get(name), inverted = [];
    tau.forEach((x, i) => { inverted[x] = i; });
    const row = names.map(() => F0);
    for (const s of all) {
      const column = names.indexOf(String(cyclesOf(s)));
      row[column] = row[column].add(dToThe(cyclesOf(s.map(x => inverted[x])).length));
    }
    const lengths = cyclesOf(tau);
    return [...row, lengths.every(n => n % 2 === 0) ? dToThe(lengths.length) : F0];
  });
  // Elimination over Q(d).
  rows.forEach((_, c) => {
    const pivot = rows.findIndex((row, i) => i >= c && !row[c].zero());
    [rows[c], rows[pivot]] = [rows[pivot], rows[c]];
    const inv = rows[c][c].inverse();
    rows[c] = rows[c].map(x => x.mul(inv));
    rows.forEach((row, i) => {
      if (i === c || row[c].zero()) return;
      const factor = row[c].neg();
      rows[i] = row.map((x, j) => x.add(rows[c][j].mul(factor)));
    });
  });
  return new Map(names.map((name, i) => [name, rows[i][names.length]]));
}

// Φ^(a) as a list of [word before, word after, coefficient].
const PHI_TERMS = [
  [["", "", HALF_G], ["H", "H", HALF_G]],
  [["", "", HALF_G], ["H", "H", HALF_G.neg()]],
  [["H", "", HALF_G.mul(GI)], ["", "H", HALF_G.mul(GI).neg()]],
];

// The mean of a product of traces of words in H, A, B: Map of products of traces of words in A, B.
function haarMean(traces, coefficients) {
  const words = traces.map(cyclic), segments = [], next = [], fixed = [];
  for (const word of words) {
    const at = word.indexOf("H");
    if (at < 0) { fixed.push(word); continue; }
    const parts = (word.slice(at + 1) + word.slice(0, at)).split("H"), start = segments.length;
    parts.forEach((part, i) => {
      segments.push(part);
      next.push(start + (i + 1) % parts.length);
    });
  }
  const k = segments.length, result = new Map();
  if (k % 2 === 1) return result;
  for (const s of permutations(k)) {
    // From segment i one arrives at H number next(i) and goes on with segment σ(next(i)).
    const seen = new Set(), loops = [...fixed];
    for (let i = 0; i < k; i++) {
      let word = "";
      for (let j = i; !seen.has(j); j = s[next[j]]) { seen.add(j); word += segments[j]; }
      if (word) loops.push(word);
    }
    const key = loops.map(cyclic).sort().join("|");
    const c = k === 0 ? F1 : coefficients[k].get(String(cyclesOf(s)));
    result.set(key, (result.get(key) || F0).add(c));
  }
  return result;
}

// The coefficients of the invariants `basis` in the mean of one invariant of Φ^(a)A, Φ^(b)B;
// A and B are traceless: products with a trace of one letter vanish.
function meanOfInvariant(invariant, a, b, basis, coefficients) {
  const row = basis.map(() => F0), letters = invariant.replace(/[|]/g, "");
  const choose = (n, terms) => (n === letters.length ? [terms]
    : PHI_TERMS[letters[n] === "A" ? a : b].flatMap(t => choose(n + 1, [...terms, t])));
  for (const terms of choose(0, [])) {
    let n = 0, factor = G1;
    const traces = invariant.split("|").map(word => [...word].map(letter => {
      const [before, after, x] = terms[n++];
      factor = factor.mul(x);
      return before + letter + after;
    }).join(""));
    for (const [key, c] of haarMean(traces, coefficients)) {
      if (key.split("|").some(word => word.length === 1)) continue;
      const at = basis.indexOf(key);
      need(at >= 0 && factor.b === 0n, "statement", "an invariant that is not known");
      row[at] = row[at].add(c.scale(factor.re()));
    }
  }
  return row;
}

const INVARIANTS = ["AB|AB", "AA|BB", "ABAB", "AABB"];
let haarTables = null;

// T[a][b], 4×4 matrices on the invariants, and mu[a][b] with E tr(Φ^(a)A Φ^(b)B) = mu tr(AB).
function haarLayer() {
  if (haarTables) return haarTables;
  const coefficients = { 2: haarCoefficients(2), 4: haarCoefficients(4) }, three = [0, 1, 2];
  haarTables = {
    T: three.map(a => three.map(b =>
      INVARIANTS.map(x => meanOfInvariant(x, a, b, INVARIANTS, coefficients)))),
    mu: three.map(a => three.map(b => meanOfInvariant("AB", a, b, ["AB"], coefficients)[0])),
  };
  return haarTables;
}

function matrixSum(list) {
  return list.reduce((x, y) => x.map((row, i) => row.map((v, j) => v.add(y[i][j]))));
}

function matrixScale(m, x) { return m.map(row => row.map(v => v.mul(x))); }

function rowTimes(row, m) {
  return m[0].map((_, j) => row.reduce((s, x, i) => (x.zero() ? s : s.add(x.mul(m[i][j]))), F0));
}

// row·mⁿ·(1,1,κ,κ)ᵀ as constant and slope in κ.
function affine(row, m, n) {
  let r = row;
  for (let i = 0; i < n; i++) r = rowTimes(r, m);
  return [r[0].add(r[1]), r[2].add(r[3])];
}

const E1 = [F1, F0, F0, F0];

function layersOf(value, most) {
  const p = count(value, "instance.layers");
  need(p >= 1, "instance.layers", "no layers");
  within(p <= most, "instance.layers", "more than " + most + " layers");
  return p;
}

KINDS["haar-moments"] = (statement, instance, claim, witness) => {
  only(statement, "theorem-6");
  record(witness, "witness", []);
  const p = layersOf(record(instance, "instance", ["layers"]).layers, 4);
  const { entries } = record(claim, "claim", ["entries"]);
  doing = "instance";
  const { T, mu } = haarLayer();
  const all = Array.from({ length: 3 ** p }, (_, i) => i.toString(3).padStart(p, "0"));
  const pairs = all.flatMap((x, i) => all.slice(i).map(y => [x, y]));
  list(entries, "claim.entries", pairs.length);
  pairs.forEach(([xi, eta], n) => {
    const at = "claim.entries." + n;
    const f = record(entries[n], at, ["xi", "eta", "mean", "constant", "slope"]);
    need(f.xi === xi && f.eta === eta, at, "not the pair " + xi + ", " + eta);
    doing = at;
    let row = E1, mean = F1;
    [...xi].forEach((a, l) => {
      row = rowTimes(row, T[a][eta[l]]);
      mean = mean.mul(mu[a][eta[l]]);
    });
    testQuotient(f.mean, mean, at + ".mean");
    testQuotient(f.constant, row[0].add(row[1]), at + ".constant");
    testQuotient(f.slope, row[2].add(row[3]), at + ".slope");
  });
  return "theorem-6: exact mean and second moment of " + pairs.length + " pairs of " + p
    + " layers, all even d >= 2, tr H = 0, all traceless M";
};

// ε = constant + slope·κ for p layers, n = p - 1 of them below the first.
function haarEpsilon(p, road) {
  const { T, mu } = haarLayer(), n = p - 1, three = [0, 1, 2];
  const inverse = three.map(a => mu[a][a].inverse());
  const three_n = 3n ** BigInt(n), plus = (...list) => list.reduce((x, y) =>
    [x[0].add(y[0]), x[1].add(y[1])]);
  const times2 = ([x, y], k) => [x.scale(Q.of(k)), y.scale(Q.of(k))];
  const integer2 = k => [Fraction.integer(k), F0];
  // The weight of T_ab: 1/(λ_a λ_b), or 1/λ_a² where Var G_ξη is over μ_ξ².
  const weight = (a, b) => inverse[a].mul(inverse[road === "frobenius" ? b : a]);
  const W = three.map(a => three.map(b => matrixScale(T[a][b], weight(a, b))));
  const sum = (rows, columns) => matrixSum(rows.flatMap(a => columns.map(b => W[a][b])));
  const U = sum(three, three);
  // First letters 0: entries x, x' ≠ 0, by inclusion and exclusion of x = 0 and x' = 0.
  const top = rowTimes(E1, W[0][0]);
  const zeroPart = plus(affine(top, U, n), times2(affine(top, sum([0], three), n), -1n),
    times2(affine(top, sum(three, [0]), n), -1n), affine(top, W[0][0], n), integer2(1n - three_n));
  if (road === "frobenius") {
    const K = plus(affine(rowTimes(E1, matrixSum([W[1][1], W[1][2]])), U, n), integer2(-three_n));
    return plus(K, zeroPart);
  }
  const other = plus(affine(rowTimes(E1, sum([1, 2], [1, 2])), U, n), integer2(-2n * three_n));
  const plain = 3n ** BigInt(p) - 1n, isPlain = road === "gershgorin-plain";
  return plus(times2(other, isPlain ? plain : 2n * three_n - 1n),
              times2(zeroPart, isPlain ? plain : three_n - 1n));
}

// f(d + t) as a polynomial in t.
function shifted(f, d) {
  const g = [...f];
  spend(g.length * g.length * 2);
  for (let i = 0; i < g.length; i++) {
    for (let j = g.length - 2; j >= i; j--) g[j] += d * g[j + 1];
  }
  return g;
}

// Numerator and denominator of f(start + t) have coefficients of one sign, not zero for t = 0.
function positiveFrom(f, start) {
  const sign = g => {
    const s = shifted(g, start);
    if (s.length === 0 || s[0] === 0n) return 0;
    return s.every(c => c * s[0] >= 0n) ? signOf(s[0]) : 0;
  };
  return sign(f.n) * sign(f.d) > 0;
}

// κ lies between 1/d and (d²-3d+3)/(d(d-1)).
const KAPPA = [FD.inverse(), Fraction.of([3n, -3n, 1n], [0n, -1n, 1n])];

function boundedInteger(value, place) {
  const n = integer(value, place);
  need(n >= 0n && n < 1n << 128n, place, "negative or of more than 128 bits");
  return n;
}

function leastEven(value, place, holds) {
  const n = boundedInteger(value, place);
  need(n >= 4n && n % 2n === 0n, place, "not an even number from 4 on");
  need(holds(n), place, "not positive from there on");
  need(n === 4n || !holds(n - 2n), place, "not the least such number");
  return n;
}

KINDS["haar-bound"] = (statement, instance, claim, witness) => {
  only(statement, "theorem-6");
  const { layers, road } = record(instance, "instance", ["layers", "road"]);
  const p = layersOf(layers, 12);
  need(["frobenius", "gershgorin", "gershgorin-plain"].includes(road), "instance.road",
       "not a road");
  const c = record(claim, "claim", ["constant", "slope", "first", "rate", "rate_from"]);
  const w = record(witness, "witness", ["certified_from"]);
  doing = "instance";
  const [constant, slope] = haarEpsilon(p, road);
  testQuotient(c.constant, constant, "claim.constant");
  testQuotient(c.slope, slope, "claim.slope");
  const ends = KAPPA.map(kappa => constant.add(slope.mul(kappa)));
  const first = boundedInteger(c.first, "claim.first");
  need(first >= 2n && first % 2n === 0n, "claim.first", "not an even number from 2 on");
  const below = d => ends.every(e => e.at(d).cmp(Q1) < 0);
  const from = leastEven(w.certified_from, "witness.certified_from", n =>
    ends.every(e => positiveFrom(F1.add(e.neg()), n)));
  within((from - first) / 2n <= 50n, "witness.certified_from", "more than 50 values below it");
  for (let d = first; d < from; d += 2n) need(below(d), "claim.first", "not below 1 for d = " + d);
  need(first === 2n || !below(first - 2n), "claim.first", "not the least");
  // d·ε tends to the quotient of the highest coefficients.
  const limit = ends.map(e => {
    const f = e.mul(FD);
    need(f.n.length <= f.d.length, "claim.rate", "there is no rate");
    return f.n.length < f.d.length ? Q0 : Q.of(f.n[f.n.length - 1], f.d[f.d.length - 1]);
  }).reduce(qmax);
  const rate = boundedInteger(c.rate, "claim.rate");
  need(rate === limit.floor() + 1n, "claim.rate", "not the least integer above the limit " + limit);
  const rateFrom = leastEven(c.rate_from, "claim.rate_from", n =>
    ends.every(e => positiveFrom(FD.inverse().scale(Q.of(rate)).add(e.neg()), n)));
  return "theorem-6: P[not independent] < 1 by the " + road + " bound for " + p
    + " layers, tr H = 0, all traceless M != 0, all even d >= " + first + "; <= "
    + rate + "/d for d >= " + rateFrom;
};

KINDS["haar-uniform"] = (statement, instance, claim, witness) => {
  only(statement, "theorem-6");
  record(instance, "instance", []);
  const c = record(claim, "claim", ["linear", "quadratic"]);
  const w = record(witness, "witness", ["start", "entries", "constants"]);
  const linear = integer(c.linear, "claim.linear");
  const quadratic = integer(c.quadratic, "claim.quadratic");
  const start = integer(w.start, "witness.start");
  need(start >= 4n && start <= 2000n && start % 2n === 0n, "witness.start", "not even, 4 to 2000");
  const n = items(w.entries, "witness.entries", (row, at) => items(row, at, rational, 4), 4);
  const a = items(w.constants, "witness.constants", rational, 4);
  a.forEach((x, i) => need(x.sign() >= 0, "witness.constants." + i, "negative"));
  doing = "witness";
  const { T, mu } = haarLayer(), three = [0, 1, 2];
  const S = matrixSum(three.flatMap(i => three.map(j =>
    matrixScale(T[i][j], mu[i][i].mul(mu[j][j]).inverse()))));
  testUniformEntries(S, n, start);
  testUniformConstants(n, a, Q.of(1n, start));
  const [, a2, a3, a4] = a, half = Q.of(1n, 2n);
  need(linear === a3.mul(Q.of(2n, 3n)).add(a4).ceil(), "claim.linear", "not from the constants");
  const wanted = a[0].mul(half).add(a2).ceil();
  need(quadratic === (wanted > 1n ? wanted : 1n), "claim.quadratic", "not from the constants");
  // The finitely many other cases with 9^p <= d² are evaluated, at both ends of κ.
  for (let d = 2n; d < start; d += 2n) {
    const at = S.map(row => row.map(x => x.at(d))), D = Q.of(d);
    let row = [Q1, Q0, Q0, Q0];
    spend(16 * 40 * 10);
    for (let p = 1n; 3n ** p <= d; p++) {
      row = at[0].map((_, j) => row.reduce((s, x, i) => s.add(x.mul(at[i][j])), Q0));
      for (const kappa of KAPPA.map(k => k.at(d))) {
        const left = row[0].add(row[1]).add(row[2].add(row[3]).mul(kappa)).sub(Q.of(3n ** p));
        const right = Q.of(linear * 9n ** p, 2n ** p).mul(kappa).div(D)
          .add(Q.of(quadratic * 9n ** p).div(D.mul(D)));
        need(left.cmp(right) <= 0, "claim", "fails for p = " + p + ", d = " + d);
      }
    }
  }
  return "theorem-6: P[not independent] <= " + shown(linear) + " kappa (9/2)^p/d + "
    + shown(quadratic)
    + " 9^p/d^2 for all p >= 1, even d >= 2, tr H = 0, all traceless M != 0";
};

// n_ij bounds |N_ij - L_ij| d^m_ij for d >= start; N = diag(1,d⁻²,d⁻¹,d⁻¹)·S·diag(1,d²,d,d).
function testUniformEntries(S, n, start) {
  const power2 = [0, 2, 1, 1], L = [Q.of(3n), Q.of(9n), Q.of(5n, 2n), Q.of(9n, 2n)];
  const m = [[2, 0, 0, 0], [4, 4, 4, 4], [2, 2, 2, 4], [2, 0, 4, 2]];
  const dToThe = k => {
    const f = Fraction.of([...new Array(Math.abs(k)).fill(0n), 1n]);
    return k < 0 ? f.inverse() : f;
  };
  S.forEach((row, i) => row.forEach((x, j) => {
    const at = "witness.entries." + i + "." + j;
    doing = at;
    let N = x.mul(dToThe(power2[j] - power2[i]));
    if (i === j) N = N.add(F1.scale(L[i]).neg());
    N = N.mul(dToThe(m[i][j]));
    for (const difference of [F1.scale(n[i][j]).add(N), F1.scale(n[i][j]).add(N.neg())]) {
      need(difference.zero() || positiveFrom(difference, start), at, "not a bound");
    }
  }));
}

function testUniformConstants(n, [a1, a2, a3, a4], s) {
  const u = Q1.add(s.mul(a1)), s2 = s.mul(s), s4 = s2.mul(s2), half = Q.of(1n, 2n);
  const sum = (...list) => list.reduce((x, y) => x.add(y));
  const column = j => n.map(row => row[j]);
  const [n11, n21, n31, n41] = column(0), [n12, n22, n32, n42] = column(1);
  const [n13, n23, n33, n43] = column(2), [n14, n24, n34, n44] = column(3);
  const tests = [
    [a1.mul(Q.of(3n)).mul(half), sum(n11.mul(u), n21.mul(a2), n31.mul(a3), n41.mul(a4))],
    [a2.mul(Q.of(9n)).mul(half), sum(n12.mul(u), s2.mul(n22).mul(a2), s2.mul(n32).mul(a3),
                                     n42.mul(a4))],
    [a3.mul(half), sum(n13.mul(u), s2.mul(sum(n23.mul(a2), n33.mul(a3), n43.mul(a4))))],
    [a4.mul(Q.of(3n)).mul(half), sum(n14.mul(u), s2.mul(n24).mul(a2), s4.mul(n34).mul(a3),
                                     s.mul(n44).mul(a4))],
  ];
  tests.forEach(([x, y], i) => need(x.cmp(y) >= 0, "witness.constants." + i,
                                    "the induction does not close"));
}

// ---- haar-probability, haar-instance

KINDS["haar-probability"] = (statement, instance, claim, witness) => {
  only(statement, "theorem-6");
  const f = record(instance, "instance", ["layers", "dimension", "multiplicity"]);
  const { p, d, r } = haarSizes(f);
  const { probability } = record(claim, "claim", ["probability"]);
  need(witness instanceof Map, "witness", "not an object");
  const reason = witness.get("reason"), universal = reason === "universal";
  const w = record(witness, "witness", ["reason", ...(universal ? ["modulus", "x", "y"] : [])]);
  const R = BigInt(r), D = BigInt(d), room = 3n ** BigInt(p - 1), least = Math.min(r, d - r);
  if (reason === "dimension") {
    need(R * (D - R) < room, "witness.reason", "there is room for all");
  } else if (reason === "reflection") {
    need(least === 1 && BigInt(2 * p - 1) < room, "witness.reason", "not a reflection, or room");
  } else if (reason === "signs") {
    need(2 * r === d && D >= 2n ** BigInt(p), "witness.reason", "not 2r = d >= 2^p");
  } else {
    need(universal, "witness.reason", "not a reason");
    const q = modulusOf(w.modulus, "witness.modulus");
    table(3 ** p * d * d);
    const E = new Array(d * d).fill(0);
    E[1] = 1;
    testFamily(p, d, r, w, new ModularMatrix(d, E, q), q);
  }
  const one = reason === "signs" || universal;
  need(probability === (one ? "1" : "0"), "claim.probability", "it is " + (one ? 1 : 0));
  return "theorem-6: P[independent] = " + probability + " for p = " + p + ", d = " + d + ", r = "
    + r + (one ? ", every non-scalar M, also with d + 2j and r + j (" : ", every M (")
    + reason + ")";
};

KINDS["haar-instance"] = (statement, instance, claim, witness) => {
  only(statement, "theorem-6");
  const f = record(instance, "instance", ["layers", "dimension", "multiplicity", "observable"]);
  const { p, d, r } = haarSizes(f);
  const M = matrix(f.observable, "instance.observable", d);
  const { probability } = record(claim, "claim", ["probability"]);
  need(probability === "1", "claim.probability", "not 1");
  const w = record(witness, "witness", ["modulus", "root", "x", "y"]);
  const [q, root] = modulusAndRoot(w);
  table(3 ** p * d * d);
  testFamily(p, d, r, w, ModularMatrix.of(M, q, root, "witness.modulus"), q);
  return "theorem-6: P[independent] = 1 for p = " + p + ", d = " + d + ", r = " + r
    + " and every observable with the spectrum of the given one";
};

function haarSizes(f) {
  const p = layersOf(f.layers, 10000), d = count(f.dimension, "instance.dimension");
  const r = count(f.multiplicity, "instance.multiplicity");
  need(r > 0 && r < d, "instance.multiplicity", "not between 0 and the dimension");
  return { p, d, r };
}

// P_l = (I; X_l)(I - Y_l X_l, Y_l) is an idempotent of rank r. With Q = 1 - P, Ψ_0 A = PAP + QAQ,
// Ψ_+ A = PAQ, Ψ_- A = QAP, the Ψ_k of the given matrix, k ≠ 0, have rank 3^p - 1 modulo q.
function testFamily(p, d, r, w, start, q) {
  const read = (value, place, rows, columns) => items(value, place, (m, at) =>
    items(m, at, (row, here) =>
      items(row, here, (x, there) => residueIn(x, there, q), columns), rows), p);
  const X = read(w.x, "witness.x", d - r, r), Y = read(w.y, "witness.y", r, d - r);
  doing = "witness";
  const idempotents = X.map((x, l) => {
    const y = Y[l];
    spend(d * d * r);
    const left = (i, j) => (i < r ? (i === j ? 1 : 0) : x[i - r][j]);
    const yx = (i, j) => y[i].reduce((s, v, k) => reduce(s + times(v, x[k][j], q), q), 0);
    const right = Array.from({ length: r }, (_, i) => Array.from({ length: d }, (__, j) =>
      (j >= r ? y[i][j - r] : reduce((i === j ? 1 : 0) + q - yx(i, j), q))));
    const entries = [];
    for (let i = 0; i < d; i++) {
      for (let j = 0; j < d; j++) {
        let s = 0;
        for (let k = 0; k < r; k++) s = reduce(s + times(left(i, k), right[k][j], q), q);
        entries.push(s);
      }
    }
    return new ModularMatrix(d, entries, q);
  });
  const one = ModularMatrix.scalar(d, 1, q);
  // Ψ_1 is outermost; the component with k = 0 is kept apart.
  let family = [start];
  for (const P of idempotents.reverse()) {
    const R = one.add(P.scale(q - 1));
    family = family.flatMap(A => {
      const pa = P.mul(A), ra = R.mul(A);
      return [pa.mul(P).add(ra.mul(R)), pa.mul(R), ra.mul(P)];
    });
  }
  const rows = family.slice(1).map(A => Float64Array.from(A.entries));
  const rank = rankModulo(rows, q);
  need(rank === 3 ** p - 1, "witness", "rank " + rank + " in place of " + (3 ** p - 1));
}

// ---------------------------------------------------------------- 14b. What an ansatz can do

// Mean, mean square and mean squares of the derivatives by θ_l = φ_l/g_l of Σ c_k e^{ik·φ}: |c_k|²
// is the share of k in the mean square.
function momentsOfSeries(terms, units) {
  let mean = Q0, square = Q0;
  const gradient = units.map(() => Q0);
  spend(20 * terms.size * units.length);
  for (const [key, c] of terms) {
    const k = vectorOf(key), share = c.mul(c.conj()).re();
    if (k.every(x => x === 0)) mean = c.re();
    square = square.add(share);
    k.forEach((x, l) => {
      if (x !== 0) {
        const slope = units[l].mul(Q.of(BigInt(x)));
        gradient[l] = gradient[l].add(slope.mul(slope).mul(share));
      }
    });
  }
  return { mean, square, gradient };
}

// The rotations of a gate: [W as a Map word -> rational, n] with exp(-iaH) = ∏ exp(-i(nu/2)aW).
function rotationsOf(g) {
  if (g.scale !== null) {
    return [[new Map(involution(g)), 1n]];
  }
  return [...g.words].map(([w, c]) => [new Map([[w, Q1]]), c.mul(Q2).div(g.step).n]);
}

// The gates as words with a parameter of their own and dω/dθ, or null if some gate is not so.
function walkedGates(net) {
  if (net.kind !== "pauli") return null;
  const found = [];
  for (const g of net.gates) {
    const all = rotationsOf(g);
    if (all.length !== 1 || all[0][0].size !== 1 || g.angle.length !== 1) return null;
    const [[l, k]] = g.angle, word = all[0][0].keys().next().value;
    const letters = lettersOf(word);
    found.push({ word, letters, l, slope: Q.of(all[0][1]).mul(g.step).mul(k) });
  }
  return new Set(found.map(g => g.l)).size === found.length ? found : null;
}

function lettersOf(word) {
  const found = [];
  for (let i = 0; i < word.length; i++) if (word[i] !== "I") found.push([i, word[i]]);
  return found;
}

function meetsLetters(word, letters) {
  let odd = false;
  for (const [i, c] of letters) if (word[i] !== "I" && word[i] !== c) odd = !odd;
  return odd;
}

// For each word the earlier ones with which it anticommutes.
function earlierAnticommuting(words, n) {
  const touching = Array.from({ length: n }, () => []);
  return words.map(({ word, letters }, j) => {
    const near = new Set(letters.flatMap(([i]) => touching[i]));
    spend(5 * near.size * letters.length);
    for (const [i] of letters) touching[i].push(j);
    return [...near].filter(other => meetsLetters(word, words[other].letters));
  });
}

// Moments of a block whose gates are words with parameters of their own. Terms that anticommute
// with the same gates go through them together; others are uncorrelated.
function walkMoments(net, gates, value, vectors) {
  const terms = tensor(net.observable.map(x => PauliSum.of(EXACT, x)), EXACT).terms;
  const groups = new Map();
  for (const g of gates) {
    need(g.slope.div(net.units[g.l]).integer(), net.place + ".units", "frequencies are no multiples of the unit");
  }
  spend(5 * terms.size * gates.reduce((sum, g) => sum + g.letters.length, 0));
  for (const [word, c] of terms) {
    const met = gates.map(g => (meetsLetters(word, g.letters) ? "1" : "0")).join("");
    if (!groups.has(met)) groups.set(met, []);
    groups.get(met).push([word, c.re()]);
  }
  const earlier = earlierAnticommuting(gates, net.n), known = new Map();
  let mean = Q0, square = Q0;
  const gradient = net.units.map(() => Q0);
  for (const [met, group] of groups) {
    if (!met.includes("1")) {
      mean = group.reduce((sum, [w, c]) => sum.add(c.mul(value(w))), Q0);
      square = square.add(mean.mul(mean));
      continue;
    }
    const cone = [], linked = new Set();
    for (let j = gates.length - 1; j >= 0; j--) {
      if (met[j] === "0" && !linked.has(j)) continue;
      cone.push(j);
      for (const other of earlier[j]) linked.add(other);
    }
    const words = cone.map(j => gates[j].word);
    const found = vectors === null ? carryBundle(group, words, value)
      : carryLocally(group, words, vectors, known);
    square = square.add(found.square);
    cone.forEach((j, i) => {
      const { l, slope } = gates[j];
      gradient[l] = gradient[l].add(slope.mul(slope).mul(found.shares[i]));
    });
  }
  return { mean, square, gradient };
}

// The same on the qubits on which some word acts; equal tasks are done once.
function carryLocally(group, words, vectors, known) {
  const used = vectors.map((_, i) => i)
    .filter(i => group.some(([w]) => w[i] !== "I") || words.some(w => w[i] !== "I"));
  spend((group.length + words.length) * vectors.length / 4);
  const cut = word => used.map(i => word[i]).join("");
  const local = used.map(i => vectors[i]), short = group.map(([w, c]) => [cut(w), c]);
  const cone = words.map(cut);
  const key = [short.map(([w, c]) => w + c).join(), cone.join(), local.join(";")].join("|");
  if (!known.has(key)) {
    const value = w => [...w].reduce((x, c, i) =>
      (c === "I" ? x : x.mul(local[i]["XYZ".indexOf(c)])), Q1);
    known.set(key, short.length > 1 ? carryBundle(short, cone, value)
      : carryWord(short[0], cone, local));
  }
  return known.get(key);
}

// One word in a product state, qubit after qubit: a qubit is closed after the last gate on it.
function carryWord([start, weight], cone, vectors) {
  const words = cone.map(word => ({ word, letters: lettersOf(word) }));
  const before = []; // before[j][k] = 1: gate k must come before gate j
  earlierAnticommuting(words, vectors.length).forEach((earlier, j) => {
    const needed = new Uint8Array(j + 1);
    needed[j] = 1;
    for (const other of earlier.sort((a, b) => b - a)) {
      if (needed[other]) continue;
      spend(before[other].length / 10);
      before[other].forEach((bit, k) => { if (bit) needed[k] = 1; });
    }
    before.push(needed);
  });
  const steps = [], done = new Set();
  spend(5 * cone.length * vectors.length);
  vectors.forEach((_, qubit) => {
    const wanted = new Set();
    words.forEach(({ letters }, j) => {
      if (!letters.some(([i]) => i === qubit)) return;
      spend(before[j].length / 10);
      before[j].forEach((bit, k) => { if (bit && !done.has(k)) wanted.add(k); });
    });
    const fresh = [...wanted].sort((a, b) => a - b);
    for (const k of fresh) { steps.push({ gate: k, pairs: [] }); done.add(k); }
    steps.push({ gate: -1, qubit, pairs: [] });
  });
  let alive = new Set([start]), kept = 0;
  for (const step of steps) {
    spend(5 * alive.size);
    if (step.gate >= 0) {
      const { word, letters } = words[step.gate];
      for (const w of alive) {
        if (meetsLetters(w, letters)) step.pairs.push([w, timesLetters(w, letters, word)]);
      }
      for (const [, after] of step.pairs) alive.add(after);
    } else {
      const i = step.qubit;
      for (const w of alive) step.pairs.push([w, w.slice(0, i) + "I" + w.slice(i + 1)]);
      alive = new Set(step.pairs.map(([, after]) => after));
    }
    kept += step.pairs.length;
    spend(20 * step.pairs.length);
    table(4 * kept);
  }
  const whole = 1n << BigInt(cone.length);
  let scale = whole;
  const squares = vectors.map(v => {
    const d = v.reduce((x, c) => lcm(x, c.d), 1n), s = { I: d * d };
    scale *= d * d;
    v.forEach((c, i) => { s["XYZ"[i]] = (c.n * (d / c.d)) ** 2n; });
    return s;
  });
  const longer = 1 + bits(scale) * bits(scale) / 90000;
  // From the state: what each word is worth; then from the observable: how probable it is.
  let worth = new Map([...alive].map(w => [w, whole]));
  for (const step of [...steps].reverse()) {
    spend(10 * step.pairs.length * longer);
    if (step.gate >= 0) {
      step.means = step.pairs.map(([w, after]) => (worth.get(w) + worth.get(after)) / 2n);
      step.pairs.forEach(([w], i) => worth.set(w, step.means[i]));
    } else {
      worth = new Map(step.pairs.map(([w, after]) =>
        [w, squares[step.qubit][w[step.qubit]] * worth.get(after)]));
    }
  }
  const square = Q.of(worth.get(start), scale), shares = new Array(cone.length).fill(Q0);
  let odds = new Map([[start, whole]]);
  const put = (map, w, x) => map.set(w, (map.get(w) || 0n) + x);
  for (const step of steps) {
    spend(15 * step.pairs.length * longer);
    if (step.gate < 0) {
      const next = new Map();
      for (const [w, after] of step.pairs) {
        put(next, after, (odds.get(w) || 0n) * squares[step.qubit][w[step.qubit]]);
      }
      odds = next;
      continue;
    }
    const own = step.pairs.map(([w]) => odds.get(w) || 0n);
    shares[step.gate] = Q.of(own.reduce((sum, x, i) => sum + x * step.means[i], 0n), scale * whole);
    step.pairs.forEach(([w, after], i) => { put(odds, w, -own[i] / 2n); put(odds, after, own[i] / 2n); });
  }
  const factor = weight.mul(weight);
  return { square: factor.mul(square), shares: shares.map(x => factor.mul(x)) };
}

function timesLetters(w, letters) {
  const all = [...w];
  for (const [i, c] of letters) all[i] = LETTERS[all[i] + c][0];
  return all.join("");
}

// Several words with their signs, carried along together; a bundle is a text of signed words.
function carryBundle(group, cone, value) {
  const text = bundle => bundle.map(([w, s]) => (s > 0 ? "+" : "-") + w).join("");
  const image = (bundle, word) => {
    const moved = bundle.map(([w, s]) => {
      const [product, phase] = wordProduct(word, w);
      return [product, phase === 3 ? s : -s];
    });
    const first = moved[0][1];
    return moved.map(([w, s]) => [w, s * first]);
  };
  const start = group.map(([w]) => [w, 1]), met = new Map([[text(start), start]]);
  let kept = 0;
  const moves = cone.map(word => {
    const pairs = [];
    spend((met.size + 20) * word.length);
    for (const [key, bundle] of met) {
      if (!commute(bundle[0][0], word)) {
        const after = image(bundle, word);
        pairs.push([key, text(after), after]);
      }
    }
    spend(10 * pairs.length * word.length * group.length);
    for (const [, key, after] of pairs) met.set(key, after);
    kept += pairs.length;
    table(4 * kept * group.length);
    return pairs;
  });
  const ends = [...met].map(([key, bundle]) => {
    spend(30 * bundle.length);
    const sum = bundle.reduce((x, [w, s], i) =>
      x.add(group[i][1].mul(value(w)).mul(Q.of(BigInt(s)))), Q0);
    return [key, sum.mul(sum)];
  });
  const common = commonMultiple(ends.map(([, e]) => e.d)), steps = 1n << BigInt(cone.length);
  const whole = common * steps;
  const worth = new Map(ends.map(([key, e]) => [key, e.n * (whole / e.d)]));
  const means = [...moves].reverse().map(pairs => {
    const found = pairs.map(([w, after]) => (worth.get(w) + worth.get(after)) / 2n);
    pairs.forEach(([w], i) => worth.set(w, found[i]));
    return found;
  }).reverse();
  const odds = new Map([[text(start), steps]]);
  const shares = moves.map((pairs, j) => {
    const own = pairs.map(([w]) => odds.get(w) || 0n);
    pairs.forEach(([w, after], i) => {
      odds.set(w, (odds.get(w) || 0n) - own[i] / 2n);
      odds.set(after, (odds.get(after) || 0n) + own[i] / 2n);
    });
    return Q.of(own.reduce((sum, x, i) => sum + x * means[j][i], 0n), whole * steps);
  });
  return { square: Q.of(worth.get(text(start)), whole), shares };
}

// Moments of tr(ρM(θ)); in a product state those of the tensor factors are multiplied.
function momentsOfOutput(net, rho) {
  const one = (part, own, vectors) => {
    const gates = part.p > 8 ? walkedGates(part) : null;
    if (gates !== null) {
      const trace = word => {
        const sum = new PauliSum(EXACT, new Map([[word, G1]]));
        const x = own.matrix ? traceWithMatrix(own.matrix, sum)
          : traceWithProduct(own.products[0].qubits, sum);
        return x.re();
      };
      return walkMoments(part, gates, trace, vectors);
    }
    return momentsOfSeries(expandResidual(new Outputs(part).residual(own, Q0)), part.units);
  };
  if (rho.matrix) {
    const part = blockNetwork(net, Array.from({ length: net.n }, (_, i) => i));
    return one(part, rho, null);
  }
  const qubits = rho.products[0].qubits, blocks = finestBlocks(net);
  const parts = blocks.map(block => {
    const part = blockNetwork(net, block), own = block.map(i => qubits[i]);
    const state_ = { products: [{ weight: Q1, qubits: own }] };
    const moments = one(part, state_, own.map(q => q.v));
    return { ...moments, parameters: part.parameters };
  });
  const gradient = net.units.map(() => Q0);
  spend(50 * parts.length * parts.length);
  const after = [Q1];
  for (const part of parts.slice(1).reverse()) after.push(after[after.length - 1].mul(part.square));
  after.reverse();
  let before = Q1, mean = Q1;
  parts.forEach((part, i) => {
    part.parameters.forEach((l, k) => {
      gradient[l] = part.gradient[k].mul(before).mul(after[i]);
    });
    before = before.mul(part.square);
    mean = mean.mul(part.mean);
  });
  return { mean, square: before, gradient };
}

KINDS["variance"] = (statement, instance, claim, witness) => {
  only(statement, "variance");
  record(witness, "witness", []);
  const place = "instance.loss", value = record(instance, "instance", ["loss"]).loss;
  const c = record(claim, "claim", ["mean", "variance", "gradient"]);
  need(value instanceof Map, place, "not an object");
  let found;
  if (value.get("kind") === "output") {
    const f = record(value, place, ["kind", "network", "state"], ["rounding", "source"]);
    const net = network(f.network, place + ".network");
    testRounding(f.rounding, place + ".rounding", net);
    testSource(f.source, place + ".source");
    const rho = state(f.state, place + ".state", net, false);
    doing = place;
    found = momentsOfOutput(net, rho);
  } else {
    const read = loss(value, place);
    const holder = value.get("kind") === "polynomial" ? value : value.get("network");
    const units = holder.get("units").map(x => rational(x, place + ".units"));
    found = momentsOfSeries(read.terms, units);
  }
  const differs = "differs from the recomputed value";
  need(rational(c.mean, "claim.mean").eq(found.mean), "claim.mean", differs);
  const variance = found.square.sub(found.mean.mul(found.mean));
  need(rational(c.variance, "claim.variance").eq(variance), "claim.variance", differs);
  const p = found.gradient.length;
  items(c.gradient, "claim.gradient", rational, p).forEach((x, l) =>
    need(x.eq(found.gradient[l]), "claim.gradient." + l, differs));
  const zero = found.gradient.filter(x => x.zero()).length;
  return "variance: exact mean and variances over uniform angles (p = " + p + ")"
    + (zero ? "; " + zero + " of " + p + " derivatives vanish identically" : "");
};

// Sums of words as Maps word -> rational.
function putTerm(sum, word, c) {
  const old = sum.get(word), total = old === undefined ? c : old.add(c);
  if (total.zero()) sum.delete(word); else sum.set(word, total);
}

// {A, B} = (i/2)[A, B]: iPQ for words P, Q that anticommute.
// How much longer arithmetic with these coefficients takes than with short ones.
function lengthFactor(...sums) {
  let most = 0;
  for (const sum of sums) for (const x of sum.values()) most = Math.max(most, bits(x.n), bits(x.d));
  return 1 + most * most / 3000;
}

function lieBracket(a, b) {
  const sum = new Map(), factor = lengthFactor(a, b);
  for (const [v, x] of a) {
    spend(b.size * (v.length + 20) * factor);
    for (const [w, y] of b) {
      if (commute(v, w)) continue;
      const [product, phase] = wordProduct(v, w);
      putTerm(sum, product, phase === 3 ? x.mul(y) : x.mul(y).neg());
    }
  }
  return sum;
}

function sameSum(a, b) {
  return a.size === b.size && [...a].every(([w, c]) => b.has(w) && b.get(w).eq(c));
}

// Consecutive gates with proportional angles without fixed parts, and words that commute, add up.
function lieGenerators(net, place) {
  need(net.kind === "pauli", place, "not a pauli network");
  const joins = (g, h) => {
    if (g.angle.length !== h.angle.length || !g.fixed.eq(G1) || !h.fixed.eq(G1)) return false;
    if (g.angle.some(([l], i) => l !== h.angle[i][0])) return false;
    const ratio = g.angle[0][1].div(h.angle[0][1]);
    if (g.angle.some(([, k], i) => !k.eq(ratio.mul(h.angle[i][1])))) return false;
    spend(g.words.size * h.words.size * net.n);
    return [...g.words.keys()].every(v => [...h.words.keys()].every(w => commute(v, w)));
  };
  const runs = [];
  for (const g of net.gates) {
    need(g.angle.length > 0, place, "a gate without a parameter");
    const last = runs[runs.length - 1];
    if (last && last.every(h => joins(g, h))) last.push(g); else runs.push([g]);
  }
  const found = [];
  for (const run of runs) {
    const sum = new Map();
    for (const g of run) {
      const factor = g.angle[0][1].div(run[0].angle[0][1]);
      for (const [w, c] of g.words) putTerm(sum, w, factor.mul(c));
    }
    spend(5 * found.length * (1 + sum.size));
    const isMultiple = other => {
      if (other.size !== sum.size || ![...sum.keys()].every(w => other.has(w))) return false;
      const [word, c] = sum.entries().next().value, ratio = other.get(word).div(c);
      return [...sum].every(([w, x]) => other.get(w).eq(ratio.mul(x)));
    };
    if (sum.size && !found.some(isMultiple)) found.push(sum);
  }
  need(found.length > 0, place, "no generator is left");
  return found;
}

// The basis of nested brackets, rebuilt and shown to be independent and closed.
function lieClosure(net, witness, place, more = []) {
  const f = record(witness, place, ["basis", "generators", "relations", ...more]);
  doing = place + ".basis";
  const generators = lieGenerators(net, "instance"), basis = [];
  list(f.basis, place + ".basis").forEach((entry, i) => {
    const at = place + ".basis." + i;
    need(list(entry, at).length === 1 || entry.length === 2, at, "not [generator] or [generator, element]");
    const a = count(entry[0], at + ".0");
    need(a < generators.length, at + ".0", "no such generator");
    if (entry.length === 2) {
      need(count(entry[1], at + ".1") < i, at + ".1", "not an earlier element");
      basis.push(lieBracket(generators[a], basis[entry[1]]));
    } else {
      basis.push(generators[a]);
    }
    need(basis[i].size > 0, at, "this bracket is 0");
    table(basis[i].size * basis.length);
  });
  if (generators.every(g => g.size === 1)) {
    need(f.generators === null && f.relations === null, place, "relations of words: null is required");
    const words = basis.map(b => b.keys().next().value), known = new Set(words);
    need(known.size === words.length, place + ".basis", "a word twice");
    for (const g of generators) {
      const own = g.keys().next().value;
      need(known.has(own), place + ".basis", "a generator is not in the span");
      spend(words.length * (own.length + 10));
      for (const w of words) {
        need(commute(own, w) || known.has(wordProduct(own, w)[0]), place + ".basis", "not closed");
      }
    }
    return { generators, basis };
  }
  const columns = new Map(), q = 2147483647;
  for (const b of basis) for (const w of b.keys()) if (!columns.has(w)) columns.set(w, columns.size);
  table(basis.length * columns.size);
  const rows = basis.map(b => {
    const row = new Float64Array(columns.size);
    for (const [w, c] of b) row[columns.get(w)] = residueOf(c, q, place + ".basis");
    return row;
  });
  need(rankModulo(rows, q) === basis.length, place + ".basis", "not independent");
  const test = (value, at, wanted) => {
    const sum = new Map();
    for (const [j, c] of lieRelation(value, at, basis.length)) {
      spend(10 + 10 * basis[j].size * lengthFactor(basis[j]));
      for (const [w, x] of basis[j]) putTerm(sum, w, c.mul(x));
    }
    need(sameSum(sum, wanted), at, "does not give the operator it stands for");
  };
  items(f.generators, place + ".generators", (x, at) => [x, at], generators.length)
    .forEach(([x, at], a) => test(x, at, generators[a]));
  items(f.relations, place + ".relations", (x, at) => [x, at], basis.length).forEach(([row, at], j) => {
    items(row, at, (x, where) => [x, where], generators.length)
      .forEach(([x, where], a) => test(x, where, lieBracket(generators[a], basis[j])));
  });
  return { generators, basis };
}

// Rank over the rational numbers of rows of BigInt, by elimination without fractions.
function exactRank(rows) {
  let previous = 1n, rank = 0;
  const width = rows.length ? rows[0].length : 0;
  for (let column = 0; column < width && rank < rows.length; column++) {
    const pivot = rows.findIndex((row, i) => i >= rank && row[column] !== 0n);
    if (pivot < 0) continue;
    [rows[rank], rows[pivot]] = [rows[pivot], rows[rank]];
    const top = rows[rank];
    spend(3 * (rows.length - rank) * (width - column) * (1 + bits(top[column]) / 200));
    for (let r = rank + 1; r < rows.length; r++) {
      const row = rows[r], head = row[column];
      for (let j = column; j < width; j++) {
        row[j] = (top[column] * row[j] - head * top[j]) / previous;
      }
    }
    previous = top[column];
    rank++;
  }
  return rank;
}

// dim g - dim [g, g]; [g, g] is spanned by the brackets of generators with basis elements. Words
// are in the centre iff they commute with every generator.
function centreOf({ generators, basis }) {
  doing = "claim.centre";
  if (generators.every(g => g.size === 1)) {
    const own = generators.map(g => g.keys().next().value);
    spend(basis.length * own.length * own[0].length);
    return basis.filter(b => own.every(w => commute(b.keys().next().value, w))).length;
  }
  const brackets = basis.flatMap(b => generators.map(g => lieBracket(g, b))).filter(x => x.size);
  const columns = [...new Set(brackets.flatMap(x => [...x.keys()]))];
  table(brackets.length * columns.length);
  const rows = brackets.map(x => {
    const d = commonMultiple([...x.values()].map(c => c.d));
    return columns.map(w => (x.has(w) ? x.get(w).n * (d / x.get(w).d) : 0n));
  });
  return basis.length - exactRank(rows);
}

// The compact simple Lie algebras of a dimension: name, rank, dimensions of g_1 in gradings of depth 1.
function simpleAlgebras(dimension) {
  const found = [];
  for (let n = 2; n * n - 1 <= dimension; n++) {
    if (n * n - 1 !== dimension) continue;
    found.push(["su(" + n + ")", n - 1, Array.from({ length: n - 1 }, (_, k) => (k + 1) * (n - 1 - k))]);
  }
  for (let n = 5; n * (n - 1) / 2 <= dimension; n++) {
    if (n * (n - 1) / 2 !== dimension || n === 6) continue;
    const r = Math.floor(n / 2);
    found.push(["so(" + n + ")", r, n % 2 ? [n - 2] : [n - 2, r * (r - 1) / 2]]);
    if (n % 2 && r > 2) found.push(["sp(" + r + ")", r, [r * (r + 1) / 2]]);
  }
  const others = { 14: ["g2", 2, []], 52: ["f4", 4, []], 78: ["e6", 6, [16]], 133: ["e7", 7, [27]], 248: ["e8", 8, []] };
  if (others[dimension]) found.push(others[dimension]);
  return found;
}

// [dimension, number, names], the largest dimension first; equal ones together.
function listedIdeals(parts) {
  const known = new Map();
  for (const [dimension, number, names] of parts) {
    const key = dimension + " " + names.join(",");
    known.set(key, [dimension, number + (known.has(key) ? known.get(key)[1] : 0), names]);
  }
  const less = (a, b) => (a.join(",") < b.join(",") ? -1 : 1);
  return [...known.values()].sort((a, b) => b[0] - a[0] || less(a[2], b[2]));
}

// Words that are joined by anticommutation form a component. Words of a component that commute with
// the same words of it are as many as it has simple ideals.
function idealsOfWords(basis, generators) {
  spend(4 * basis.length * generators.length * generators[0].length);
  const groups = new Map();
  const parent = generators.map((_, a) => a);
  const root = a => { while (parent[a] !== a) a = parent[a]; return a; };
  generators.forEach((g, a) => generators.slice(0, a).forEach((h, b) => {
    if (!commute(g, h)) parent[root(a)] = root(b);
  }));
  for (const word of basis) {
    const met = generators.map(g => !commute(g, word)), first = met.indexOf(true);
    if (first < 0) continue;
    const home = root(first);
    if (!groups.has(home)) groups.set(home, { words: [], signs: new Set() });
    groups.get(home).words.push(word);
    groups.get(home).signs.add(met.map(x => (x ? "1" : "0")).join(""));
  }
  const parts = [];
  for (const { words, signs } of groups.values()) {
    const number = words.length / signs.size, torus = [], middle = words[words.length >> 1];
    for (const word of [middle, ...words]) {
      spend(2 * (torus.length + 1) * word.length);
      if (torus[0] !== word && torus.every(other => commute(word, other))) torus.push(word);
    }
    const moved = words.filter(word => !commute(word, middle)).length;
    const names = simpleAlgebras(signs.size).filter(([, rank, grades]) =>
      rank * number === torus.length && grades.some(grade => 2 * grade * number === moved));
    parts.push([signs.size, number, names.map(([name]) => name)]);
  }
  return listedIdeals(parts);
}

// A sparse matrix of residues, a list of [row, value] for each column, applied to a vector.
function applySparse(columns, vector, q) {
  const total = new Float64Array(vector.length);
  columns.forEach((column, j) => {
    if (vector[j] === 0) return;
    for (const [i, x] of column) total[i] = reduce(total[i] + times(x, vector[j], q), q);
  });
  return total;
}

function mixVectors(weights, vectors, q) {
  const total = new Float64Array(vectors[0].length);
  vectors.forEach((vector, k) => {
    for (let i = 0; i < total.length; i++) {
      if (vector[i] !== 0) total[i] = reduce(total[i] + times(weights[k], vector[i], q), q);
    }
  });
  return total;
}

// Subtracts multiples of the known rows, each 1 at its pivot; with `keep` the rest becomes one of them.
function eliminate(row, pivots, q, keep) {
  let lead = -1;
  for (let i = 0; i < row.length; i++) {
    if (row[i] === 0) continue;
    const top = pivots.get(i);
    if (!top) { if (lead < 0) lead = i; continue; }
    const factor = q - row[i];
    for (let j = i; j < row.length; j++) {
      if (top[j] !== 0) row[j] = reduce(row[j] + times(factor, top[j], q), q);
    }
  }
  if (keep && lead >= 0) {
    const inv = inverse(row[lead], q);
    pivots.set(lead, row.map(x => times(x, inv, q)));
  }
  return lead >= 0;
}

// The module [g, g] modulo q. Returns a basis made from one vector v and the dimension of the kernel
// of an R, a combination of products of the ad G_a, with Rv = 0: no less than that of the centroid.
function moduleKernel(adjoint, size, q, place) {
  const whole = adjoint[0].length, entries = adjoint.flat().reduce((sum, c) => sum + c.length, 0);
  let state = 1;
  const draw = () => { state = Number((BigInt(state) * 16807n + 5n) % 2147483647n); return state % q; };
  const act = (weights, v) => mixVectors(weights, adjoint.map(a => applySparse(a, v, q)), q);
  const ones = adjoint.map(() => 1);
  const images = adjoint.map(a => applySparse(a, Float64Array.from({ length: whole }, draw), q));
  const vectors = [mixVectors(ones, images, q)], tree = [], pivots = new Map();
  eliminate(vectors[0].slice(), pivots, q, true);
  for (let j = 0; j < vectors.length && vectors.length < size; j++) {
    adjoint.forEach((a, number) => {
      if (vectors.length === size) return;
      const image = applySparse(a, vectors[j], q);
      spend(vectors.length * whole + entries);
      if (eliminate(image.slice(), pivots, q, true)) { vectors.push(image); tree.push([number, j]); }
    });
  }
  need(vectors.length === size, place, "no vector generates [g, g] modulo q");
  const outer = adjoint.map(draw), inner = vectors.map(draw);
  const target = act(outer, mixVectors(inner, vectors, q));
  // the target in the basis: rows of the basis with unit vectors beside them
  const beside = new Map();
  vectors.forEach((v, k) => {
    const row = new Float64Array(whole + size);
    row.set(v);
    row[whole + k] = 1;
    eliminate(row, beside, q, true);
  });
  const row = new Float64Array(whole + size);
  row.set(target);
  eliminate(row, beside, q, false);
  need(row.slice(0, whole).every(x => x === 0), place, "the module is not closed");
  const weights = row.slice(whole);
  spend(2 * size * size * whole);
  const rows = vectors.map(start => {
    const moved = [start];
    spend(size * (entries / adjoint.length + 2 * whole));
    for (const [a, j] of tree) moved.push(applySparse(adjoint[a], moved[j], q));
    const left = act(outer, mixVectors(inner, moved, q)), right = mixVectors(weights, moved, q);
    return left.map((x, i) => reduce(x + right[i], q));
  });
  return { vectors, nullity: size - rankModulo(rows, q) };
}

// RELATION as a Map position -> rational.
function lieRelation(value, at, length) {
  const column = new Map();
  let last = -1;
  list(value, at).forEach((pair, i) => {
    const j = count(list(pair, at + "." + i, 2)[0], at + "." + i);
    need(last < j && j < length, at + "." + i, "not increasing positions");
    last = j;
    const c = rational(pair[1], at + "." + i);
    need(!c.zero(), at + "." + i, "a coefficient that is zero");
    column.set(j, c);
  });
  return column;
}

function sameProducts(a, b) {
  const factor = lengthFactor(...a, ...b), applied = (matrix, v) => {
    const sum = new Map();
    for (const [j, x] of v) {
      spend(20 * matrix[j].size * factor);
      for (const [i, y] of matrix[j]) putTerm(sum, i, x.mul(y));
    }
    return sum;
  };
  return a.every((image, j) => sameSum(applied(a, b[j]), applied(b, image)));
}

function idealsOfSums(f, generators, length, size) {
  const place = "witness.ideals", w = record(f.ideals, place, ["modulus", "map", "roots"]);
  doing = place;
  const modulus = integer(w.modulus, place + ".modulus");
  need(modulus > 65536n && modulus < 2147483648n && isPrime(Number(modulus)), place + ".modulus", "not a prime");
  const q = Number(modulus);
  const roots = items(w.roots, place + ".roots", integer).map(Number);
  need(roots.every(x => x >= 0 && x < q) && new Set(roots).size === roots.length, place + ".roots",
       "not different residues");
  const rows = f.relations.map((row, j) => row.map((x, a) =>
    lieRelation(x, "witness.relations." + j + "." + a, length)));
  const adjoint = generators.map((_, a) => rows.map(row => row[a]));
  const modular = matrix => matrix.map(c => [...c].map(([i, x]) => [i, residueOf(x, q, place + ".modulus")]));
  const { vectors, nullity } = moduleKernel(adjoint.map(modular), size, q, place);
  need(nullity === roots.length, place + ".roots", "not as many roots as the dimension " + nullity);
  if (w.map === null) {
    need(roots.length === 1, place + ".map", "no map, but more than one ideal");
    return [size];
  }
  const map = items(w.map, place + ".map", (x, at) => lieRelation(x, at, length), length);
  need(adjoint.every(a => sameProducts(map, a)), place + ".map", "does not commute with the brackets");
  const images = vectors.map(v => applySparse(modular(map), v, q));
  const sizes = roots.map(root => size - rankModulo(images.map((image, k) =>
    image.map((x, i) => reduce(x + times(q - root, vectors[k][i], q), q))), q));
  need(sizes.every(d => d > 0) && sizes.reduce((a, b) => a + b, 0) === size, place + ".roots",
       "the eigenspaces do not add up to [g, g]");
  return sizes;
}

KINDS["lie-algebra"] = (statement, instance, claim, witness) => {
  only(statement, "lie-algebra");
  const net = networkInstance(instance);
  const more = claim instanceof Map && claim.has("ideals") ? ["ideals"] : [];
  const c = record(claim, "claim", ["dimension", "centre", ...more]);
  const { generators, basis } = lieClosure(net, witness, "witness", more);
  need(integer(c.dimension, "claim.dimension") === BigInt(basis.length), "claim.dimension",
       "not the number of basis elements");
  const centre = centreOf({ generators, basis });
  need(integer(c.centre, "claim.centre") === BigInt(centre), "claim.centre",
       "not the dimension of the centre");
  const said = more.length ? ", the sum of its simple ideals is " + testIdeals(c, witness, generators, basis, centre) : "";
  return "lie-algebra: the Lie algebra of " + amount(generators.length, "generator") + " on "
    + amount(net.n, "qubit") + " has dimension " + basis.length
    + ", its centre has dimension " + centre + said;
};

function testIdeals(c, witness, generators, basis, centre) {
  const f = record(witness, "witness", ["basis", "generators", "relations", "ideals"]);
  const size = basis.length - centre, words = generators.every(g => g.size === 1);
  let found;
  if (words || size === 0) {
    need(f.ideals === null, "witness.ideals", "null is required");
    const only = sum => sum.keys().next().value;
    found = words ? idealsOfWords(basis.map(only), generators.map(only)) : [];
  } else {
    const sizes = idealsOfSums(f, generators, basis.length, size);
    found = listedIdeals(sizes.map(d => [d, 1, simpleAlgebras(d).map(([name]) => name)]));
  }
  items(c.ideals, "claim.ideals", (entry, at) => {
    const [dimension, number, names] = list(entry, at, 3);
    return [integer(dimension, at + ".0"), integer(number, at + ".1"), names];
  }, found.length).forEach(([dimension, number, names], k) => {
    const at = "claim.ideals." + k, wanted = found[k];
    need(dimension === BigInt(wanted[0]), at + ".0", "not the dimension of these ideals");
    need(number === BigInt(wanted[1]), at + ".1", "not the number of these ideals");
    const same = list(names, at + ".2").length === wanted[2].length && names.every((x, i) => x === wanted[2][i]);
    need(same, at + ".2", "not the simple algebras that these can be");
  });
  return found.map(([, number, names]) => number + " x " + names.join(" or ")).join(" + ") || "0";
}

// The factors of all gates in order: single words where the words of a gate commute, else all of it.
function coneUnits(net) {
  return net.gates.flatMap((g, gate) => {
    const words = [...g.words.keys()].filter(w => /[^I]/.test(w)).sort();
    spend(words.length * words.length * net.n);
    const apart = words.every((v, i) => words.slice(0, i).every(w => commute(v, w)));
    return (apart ? words.map(w => [w]) : [words]).map(own => ({ gate, words: own.map(lettersOf) }));
  });
}

// For each unit the earlier ones with a word that anticommutes with one of its own.
function earlierUnits(units, n) {
  const touching = Array.from({ length: n }, () => []);
  const odd = (a, b) => {
    const letters = new Map(a);
    return b.filter(([i, c]) => letters.has(i) && letters.get(i) !== c).length % 2 === 1;
  };
  return units.map(({ words }, j) => {
    const near = new Set(words.flatMap(w => w.flatMap(([i]) => touching[i])));
    for (const w of words) for (const [i] of w) if (touching[i][touching[i].length - 1] !== j) touching[i].push(j);
    near.delete(j);
    spend(5 * near.size * words.reduce((sum, w) => sum + w.length, 0));
    return [...near].filter(k => units[k].words.some(v => words.some(w => odd(v, w))));
  });
}

// The words of the observable but for I...I; of more than 4096 words in all those of each factor.
function observableWords(net) {
  const sums = net.observable.map(f => [...PauliSum.of(EXACT, f).terms.keys()]);
  const number = sums.reduce((x, s) => x * s.length, 1), found = new Set();
  if (number <= 4096) {
    let all = [""];
    for (const own of sums) all = all.flatMap(w => own.map(v => w + v));
    all.forEach(w => found.add(w));
  } else {
    let before = 0;
    for (const own of sums) {
      const length = own[0].length;
      for (const w of own) found.add("I".repeat(before) + w + "I".repeat(net.n - before - length));
      before += length;
    }
  }
  found.delete("I".repeat(net.n));
  return found;
}

// Each listed unit set is closed: whatever is outside commutes with the word and with later units inside.
function testCones(cones, unitSets, net) {
  const units = coneUnits(net), earlier = earlierUnits(units, net.n), seen = new Set();
  doing = "claim.cones";
  list(unitSets, "witness.units", list(cones, "claim.cones").length);
  const outside = observableWords(net);
  let widest = 0;
  cones.forEach((cone, c) => {
    const at = "claim.cones." + c, where = "witness.units." + c;
    const [word, qubits, parameters] = list(cone, at, 3);
    need(typeof word === "string" && outside.has(word) && !seen.has(word), at + ".0",
         "not a word of the observable, each once");
    seen.add(word);
    const inside = items(unitSets[c], where, count), known = new Set(inside);
    need(inside.every((k, i) => k < units.length && (i === 0 || inside[i - 1] < k)), where,
         "not increasing positions of units");
    spend(10 * units.length + inside.reduce((sum, k) => sum + earlier[k].length, 0));
    const reached = new Set(lettersOf(word).map(([i]) => i)), angles = new Set();
    units.forEach((unit, k) => need(known.has(k) || !unit.words.some(w => meetsLetters(word, w)), where,
                                    "a unit outside does not commute with the word"));
    for (const k of inside) {
      need(earlier[k].every(j => known.has(j)), where, "a unit outside does not commute with a later one");
      for (const w of units[k].words) for (const [i] of w) reached.add(i);
      for (const [l] of net.gates[units[k].gate].angle) angles.add(l);
    }
    for (const [value, wanted, i] of [[qubits, reached, 1], [parameters, angles, 2]]) {
      const sorted = [...wanted].sort((a, b) => a - b), given = items(value, at + "." + i, count);
      need(given.length === sorted.length && given.every((x, j) => x === sorted[j]), at + "." + i,
           "not what the units of the cone act on");
    }
    widest = Math.max(widest, reached.size);
  });
  need(seen.size === outside.size, "claim.cones", "a word of the observable is missing");
  return amount(cones.length, "light cone") + " are right, the widest of "
    + amount(widest, "qubit");
}

KINDS["support"] = (statement, instance, claim, witness) => {
  only(statement, "support");
  const net = networkInstance(instance);
  const c = record(claim, "claim", ["vectors", "degrees", "cones"]);
  const { units } = record(witness, "witness", ["units"]);
  if (c.vectors !== null) {
    need(integer(c.vectors, "claim.vectors") === numberOfFrequencies(frequencies(net)), "claim.vectors",
         "not the number of frequency vectors");
  }
  const largest = net.units.map(() => Q0);
  for (const g of net.gates) {
    if (!g.angle.length) continue;
    const most = differencesOf(g).reduce((a, b) => Math.max(a, b), 0);
    for (const [l, k] of g.angle) {
      const share = g.step.mul(Q.of(BigInt(most))).mul(k).div(net.units[l]);
      largest[l] = largest[l].add(share.n < 0n ? share.neg() : share);
    }
  }
  items(c.degrees, "claim.degrees", count, net.units.length).forEach((x, l) =>
    need(Q.of(BigInt(x)).eq(largest[l]), "claim.degrees." + l, "not the largest frequency"));
  const said = [...(c.vectors === null ? [] : ["the number of frequency vectors"]), "the largest frequencies"];
  if (c.cones === null) {
    need(units === null, "witness.units", "units of cones that are not claimed");
    return "support: " + said.join(" and ") + " are right";
  }
  need(net.kind === "pauli", "claim.cones", "not a pauli network");
  return "support: " + said.join(", ") + " and " + testCones(c.cones, units, net);
};

// Amplitudes of a pure state up to a factor: pairs of BigInt.
function pureAmplitudes(value, place, net) {
  need(value instanceof Map, place, "not an object");
  const kind = value.get("kind");
  need(kind === "bloch" || kind === "pure", place + ".kind", "not a pure state");
  within(net.n < 30 && 2 ** net.n <= MAX_STATE, place, "a state of more than 1024 dimensions");
  if (kind === "pure") {
    const f = record(value, place, ["kind", "amplitudes"]);
    const found = items(f.amplitudes, place + ".amplitudes",
                        (pair, at) => items(pair, at, integer, 2), 2 ** net.n);
    need(found.some(([a, b]) => a !== 0n || b !== 0n), place + ".amplitudes", "all zero");
    return found;
  }
  const f = record(value, place, ["kind", "vectors"]);
  let all = [[1n, 0n]];
  items(f.vectors, place + ".vectors", (v, at) => items(v, at, rational, 3), net.n).forEach((v, i) => {
    const norm = v.reduce((sum, x) => sum.add(x.mul(x)), Q0);
    need(norm.eq(Q1), place + ".vectors." + i, "not of length 1: the state is not pure");
    const d = v.reduce((x, c) => lcm(x, c.d), 1n), [x, y, z] = v.map(c => c.n * (d / c.d));
    // the column of (1 + v·σ)/2 that is not 0
    const [zero, one] = z === -d ? [[x, -y], [d - z, 0n]] : [[d + z, 0n], [x, y]];
    all = all.flatMap(([a, b]) => [zero, one].map(([c, e]) => [a * c - b * e, a * e + b * c]));
  });
  return all;
}

// W|j> = i^phase |j ^ mask> for a word, bit l from the left.
function actionOf(word) {
  const n = word.length, N = 2 ** n;
  let mask = 0;
  for (let l = 0; l < n; l++) if (word[l] === "X" || word[l] === "Y") mask |= 1 << (n - 1 - l);
  const phases = Array.from({ length: N }, (_, j) => {
    let phase = 0;
    for (let l = 0; l < n; l++) {
      const one = (j >> (n - 1 - l)) & 1;
      if (word[l] === "Y") phase += one ? 3 : 1;
      if (word[l] === "Z" && one) phase += 2;
    }
    return phase % 4;
  });
  spend(2 * n * N);
  return { mask, phases };
}

// The rank modulo q of {∂_l ψ, iψ} over the reals, minus 1, at the angles of the tangents.
function fisherRank(net, psi0, q, tangents, p) {
  const add = (a, b) => reduce(a + b, q), minus = a => (a === 0 ? 0 : q - a);
  const mul = ([a, b], [c, d]) =>
    [add(times(a, c, q), minus(times(b, d, q))), add(times(a, d, q), times(b, c, q))];
  const fine = new Array(p).fill(1n);
  for (const g of net.gates) {
    for (const [l, k] of g.angle) fine[l] = lcm(fine[l], g.step.mul(k).div(net.units[l]).d);
  }
  const circle = tangents.map((t, l) => {
    const square = times(t, t, q), norm = add(1, square);
    need(norm !== 0, "witness.tangents." + l, "no point of the circle modulo the modulus");
    const inv = inverse(norm, q);
    return [times(add(1, minus(square)), inv, q), times(add(t, t), inv, q)];
  });
  const raise = ([c, s], n) => {
    let base = n < 0n ? [c, minus(s)] : [c, s], result = [1, 0];
    // the order of a point of the circle divides q - 1 or q + 1
    const order = BigInt(q) * BigInt(q) - 1n;
    for (let e = (n < 0n ? -n : n) % order; e > 0n; e >>= 1n) {
      if (e & 1n) result = mul(result, base);
      base = mul(base, base);
    }
    return result;
  };
  const N = psi0.length, place = "witness.modulus";
  const residues = x => residue(x, q);
  let psi = psi0.map(([a, b]) => [residues(a), residues(b)]);
  const derivatives = Array.from({ length: p }, () => null);
  const turn = (vector, actions) => {
    const image = Array.from({ length: N }, () => [0, 0]);
    for (const { mask, phases, factor } of actions) {
      for (let j = 0; j < N; j++) {
        const [a, b] = vector[j];
        const [x, y] = [[a, b], [minus(b), a], [minus(a), minus(b)], [b, minus(a)]][phases[j]];
        const [u, v] = image[j ^ mask];
        image[j ^ mask] = [add(u, times(factor, x, q)), add(v, times(factor, y, q))];
      }
    }
    return image;
  };
  // 2V = (1 + W) + z(1 - W), its derivative iz(1 - W)
  const rotated = (vector, image, z) => vector.map(([a, b], j) => {
    const [u, v] = image[j], low = mul(z, [add(a, minus(u)), add(b, minus(v))]);
    return [[add(add(a, u), low[0]), add(add(b, v), low[1])], [minus(low[1]), low[0]]];
  });
  for (const g of net.gates) {
    for (const [words, n] of rotationsOf(g)) {
      const actions = [...words].map(([w, c]) =>
        ({ ...actionOf(w), factor: residueOf(c, q, place) }));
      const base = [residueOf(g.fixed.re(), q, place), residueOf(g.fixed.im(), q, place)];
      let z = raise(base, n);
      const slopes = [];
      for (const [l, k] of g.angle) {
        const frequency = Q.of(n).mul(g.step).mul(k);
        z = mul(z, raise(circle[l], frequency.div(net.units[l]).mul(Q.of(fine[l])).n));
        slopes.push([l, residueOf(frequency, q, place)]);
      }
      spend(20 * (p + 1) * N * actions.length);
      derivatives.forEach((d, l) => {
        if (d !== null) derivatives[l] = rotated(d, turn(d, actions), z).map(([x]) => x);
      });
      const both = rotated(psi, turn(psi, actions), z);
      psi = both.map(([x]) => x);
      for (const [l, slope] of slopes) {
        const old = derivatives[l];
        derivatives[l] = both.map(([, [a, b]], j) => {
          const [x, y] = [times(slope, a, q), times(slope, b, q)];
          return old === null ? [x, y] : [add(old[j][0], x), add(old[j][1], y)];
        });
      }
    }
  }
  table((p + 1) * 2 * N);
  const rows = derivatives.map(d => Float64Array.from((d || psi.map(() => [0, 0])).flat()));
  rows.push(Float64Array.from(psi.flatMap(([a, b]) => [minus(b), a])));
  return rankModulo(rows, q) - 1;
}

// dim {iBψ_0, iψ_0} - 1 for the basis elements B of the Lie algebra.
function orbitBound(net, psi0, witness) {
  const { basis } = lieClosure(net, witness, "witness.algebra");
  doing = "witness.algebra";
  const rows = basis.map(b => {
    const d = commonMultiple([...b.values()].map(c => c.d));
    const total = psi0.map(() => [0n, 0n]);
    for (const [word, c] of b) {
      const { mask, phases } = actionOf(word), factor = c.n * (d / c.d);
      spend(20 * psi0.length);
      psi0.forEach(([x, y], j) => {
        const [u, v] = [[x, y], [-y, x], [-x, -y], [y, -x]][phases[j]], at = total[j ^ mask];
        at[0] += factor * u;
        at[1] += factor * v;
      });
    }
    return total.flat();
  });
  table((rows.length + 1) * 2 * psi0.length);
  return exactRank([...rows, psi0.flat()]) - 1;
}

KINDS["fisher-rank"] = (statement, instance, claim, witness) => {
  only(statement, "fisher-rank");
  const f = record(instance, "instance", ["network", "state"], ["rounding", "source"]);
  const net = network(f.network, "instance.network"), p = net.p;
  testRounding(f.rounding, "instance.rounding", net);
  testSource(f.source, "instance.source");
  need(net.kind === "pauli", "instance", "not a pauli network");
  const c = record(claim, "claim", ["at_least", "at_most"]);
  need(witness instanceof Map, "witness", "not an object");
  const reason = witness.get("reason"), reasons = ["parameters", "dimension", "real", "orbit"];
  need(reasons.includes(reason), "witness.reason", "not a reason");
  const more = reason === "orbit" ? ["algebra"] : [];
  const w = record(witness, "witness", ["modulus", "tangents", "reason", ...more]);
  const q = modulusOf(w.modulus, "witness.modulus");
  const psi0 = pureAmplitudes(f.state, "instance.state", net), N = 2 ** net.n;
  const [a, b] = psi0.find(([x, y]) => x !== 0n || y !== 0n);
  let bound = { parameters: p, dimension: 2 * N - 2, real: N - 1 }[reason];
  if (reason === "real") {
    const odd = word => [...word].filter(letter => letter === "Y").length % 2 === 1;
    need(psi0.every(([x, y]) => a * y === b * x) && net.gates.every(g => [...g.words.keys()].every(odd)),
         "instance", "the state is not shown to stay real");
  }
  if (reason === "orbit") bound = orbitBound(net, psi0, w.algebra);
  need(integer(c.at_most, "claim.at_most") === BigInt(bound), "claim.at_most", "not the bound " + bound);
  const tangents = items(w.tangents, "witness.tangents", (x, at) => {
    const t = integer(x, at);
    need(t >= 0n && t < BigInt(q), at, "not a residue");
    return Number(t);
  }, p);
  doing = "instance.network";
  const rank = fisherRank(net, psi0, q, tangents, p), lower = integer(c.at_least, "claim.at_least");
  need(lower >= 0n && lower <= BigInt(rank), "claim.at_least", "more than the rank " + rank);
  return "fisher-rank: the quantum Fisher information has generically "
    + (lower === BigInt(bound) ? "rank " + bound : "a rank from " + lower + " to " + bound)
    + " (p = " + p + ", " + amount(net.n, "qubit") + ")";
};

// ---------------------------------------------------------------- 14c. Least values

// Decimals of nine digits, rounded down and up.
function below(x) {
  const n = Q.of(x.n * 10n ** 9n, x.d).floor(), whole = abs(n) / 10n ** 9n;
  return (n < 0n ? "-" : "") + shown(whole) + "." + String(abs(n) % 10n ** 9n).padStart(9, "0");
}

function above(x) {
  const n = Q.of(x.n * 10n ** 9n, x.d).ceil(), whole = abs(n) / 10n ** 9n;
  return (n < 0n ? "-" : "") + shown(whole) + "." + String(abs(n) % 10n ** 9n).padStart(9, "0");
}

// The value of a Laurent polynomial at points z_l of the circle.
function valueOnTorus(terms, points) {
  const powers = points.map(() => new Map([[0, G1]]));
  const powerAt = (l, k) => {
    if (!powers[l].has(k)) {
      const step = k > 0 ? points[l] : points[l].conj();
      powers[l].set(k, powerAt(l, k > 0 ? k - 1 : k + 1).mul(step));
    }
    return powers[l].get(k);
  };
  let total = G0;
  for (const [key, c] of terms) {
    let x = c;
    vectorOf(key).forEach((k, l) => { if (k !== 0) x = x.mul(powerAt(l, k)); });
    spend(20 * points.length * (1 + bits(x.d) * bits(x.d) / 90000));
    spend(bits(x.d) * bits(total.d) / 20000);
    total = total.add(x);
  }
  return total;
}

// Twice a function of one half angle, in w = e^{iφ/2}, as [exponent, re, im]:
// 2 cos kφ/2 = w^k + w^-k, 2 sin kφ/2 = -i w^k + i w^-k.
function inHalfAngle(digit) {
  const k = frequencyOf(digit);
  if (digit === 0) return [[0, 2n, 0n]];
  return digit % 2 === 1 ? [[k, 1n, 0n], [-k, 1n, 0n]] : [[k, 0n, -1n], [-k, 0n, 1n]];
}

// Four times a product of two functions of one half angle, equal exponents added.
function productInHalfAngle(a, b) {
  const found = new Map();
  for (const [k, c, d] of inHalfAngle(a)) {
    for (const [m, e, f] of inHalfAngle(b)) {
      const [re, im] = found.get(k + m) || [0n, 0n];
      found.set(k + m, [re + c * e - d * f, im + c * f + d * e]);
    }
  }
  return [...found].filter(([, [re, im]]) => re !== 0n || im !== 0n);
}

// 4^p times a sum of products of two functions as a Laurent polynomial in the w_l: Map key ->
// [re, im]. `pairs` has the digits of both, one after the other, and what they are multiplied with.
// They are multiplied out in one angle after the other; what is equal, the part that is done and the
// digits that are to come, is added up in between, so that 2^p terms a function are never written
// out.
function productsInHalfAngles(pairs, p) {
  const products = new Map();
  // both texts that remain, one after the other -> (exponents so far -> coefficient)
  let ahead = new Map(), entries = pairs.size, long = longest([...pairs.values()]);
  for (const [texts, x] of pairs) if (x !== 0n) ahead.set(texts, new Map([["", [x, 0n]]]));
  for (let l = 0; l < p; l++) {
    const rest = p - l - 1, next = new Map();
    long += 4;
    spend(30 * entries * (1 + long / 2000));
    entries = 0;
    for (const [texts_, done] of ahead) {
      const a = texts_.charCodeAt(0), b = texts_.charCodeAt(rest + 1), pair = a * 64 + b;
      if (!products.has(pair)) products.set(pair, productInHalfAngle(a, b));
      const after = texts_.slice(1, rest + 1) + texts_.slice(rest + 2);
      if (!next.has(after)) next.set(after, new Map());
      const sum = next.get(after), before = sum.size;
      for (const [k, [c, d]] of products.get(pair)) {
        const letter = keyOf([k]);
        for (const [key, [re, im]] of done) {
          addPair(sum, key + letter, re * c - im * d, re * d + im * c);
        }
      }
      entries += sum.size - before;
      table(2 * entries, long);
    }
    ahead = next;
  }
  return ahead.get("") || new Map();
}

function addPair(sum, key, re, im) {
  const old = sum.get(key);
  if (old === undefined) sum.set(key, [re, im]);
  else { old[0] += re; old[1] += im; }
}

function digitText(digits) { return String.fromCharCode(...digits); }

// The pairs of bᵀGb.
function pairsOfSquare(basis, gram) {
  const texts = basis.map(digitText), pairs = new Map();
  for (let i = 0; i < texts.length; i++) {
    for (let j = 0; j <= i; j++) pairs.set(texts[i] + texts[j], i === j ? gram[i][j] : 2n * gram[i][j]);
  }
  return pairs;
}

// A function of half angles after a word, [digits, sign]: the letter X takes x = kφ/2 to kπ/2 - x,
// Y to kπ/2 + x, Z to -x; cos(y + mπ/2) for m = 0, 1, 2, 3 is cos y, -sin y, -cos y, sin y.
function imageOf(word, digits) {
  let sign = 1;
  const moved = digits.map((digit, l) => {
    const k = frequencyOf(digit), letter = word[l];
    if (k === 0) return 0;
    const isSine = digit % 2 === 0;
    // sin y = cos(y - π/2)
    const m = ((letter === "X" || letter === "Y" ? k : 0) + (isSine ? 3 : 0)) % 4;
    if (m === 1 || m === 2) sign = -sign;
    const becomesSine = m % 2 === 1;
    if (becomesSine && (letter === "X" || letter === "Z")) sign = -sign; // y = -x
    return becomesSine ? 2 * k : 2 * k - 1;
  });
  return [moved, sign];
}

// A power w^k of half angles, all k even, after a word: [k, sign]; half a turn multiplies by (-1)^(k/2).
function powerAfter(word, vector) {
  let odd = 0;
  const moved = vector.map((k, l) => {
    if (word[l] === "X" || word[l] === "Y") odd += Math.abs(k / 2) % 2;
    return word[l] === "X" || word[l] === "Z" ? -k : k;
  });
  return [moved, odd % 2 === 0 ? 1 : -1];
}

// The words of a list and their signs: the loss is the same after each of them, and on the functions
// of the list they commute and are of order two, tried on every function.
function readSymmetries(value, place, L, basis, known) {
  need(value instanceof Map, place, "not an object");
  need(value.size >= 1 && value.size <= 16, place, "not 1 to 16 words");
  need(basis.every(digits => digits.every((e, l) => (frequencyOf(e) - frequencyOf(basis[0][l])) % 2 === 0)),
       place, "functions of odd and of even multiples of a half angle");
  doing = place;
  for (const [word, sign] of value) {
    const at = place + "." + word;
    need(word.length === L.p && /^[IXYZ]*$/.test(word), place, "not a word");
    need(sign === "+" || sign === "-", at, "neither + nor -");
    if (!known.has(word)) {
      spend(30 * L.p * L.terms.size);
      for (const [key, x] of L.terms) {
        const [moved, turned] = powerAfter(word, vectorOf(key).map(k => 2 * k));
        const other = L.terms.get(keyOf(moved.map(k => k / 2)));
        need(other !== undefined && other.add(turned > 0 ? x.neg() : x).zero(), place,
             "not a symmetry of the loss: " + word);
      }
      known.add(word);
    }
  }
  const words = [...value.keys()];
  spend(10 * L.p * basis.length * words.length * words.length);
  for (const digits of basis) {
    for (const g of words) {
      const [once, sign] = imageOf(g, digits);
      need(imageOf(g, once)[1] === sign, place, g + " is not of order two");
      for (const h of words) {
        const [other, sign2] = imageOf(h, digits);
        need(sign * imageOf(h, once)[1] === sign2 * imageOf(g, other)[1], place,
             g + " and " + h + " do not commute");
      }
    }
  }
  return words.map(word => [word, value.get(word) === "+" ? 1 : -1]);
}

// Adds the pairs (b, f') of a list with symmetries, f = ∏(1 + s_k g_k)b: on average over the symmetries
// f f' is b f' times their number.
function addAverages(pairs, basis, gram, symmetries, held, place) {
  let images = basis.map(digits => [[digits, 1]]);
  doing = place;
  spend(3 * basis.length * basis[0].length * 2 ** symmetries.length);
  for (const [word, s] of symmetries) {
    images = images.map(list => [...list, ...list.map(([digits, sign]) => {
      const [moved, turned] = imageOf(word, digits);
      return [moved, s * sign * turned];
    })]);
    table(2 * basis.length * images[0].length);
  }
  const n = basis.length, copies = 2 ** symmetries.length;
  doing = place;
  spend(n * n * copies * 3);
  table(2 * (n * n * copies + held), longest(gram.flat()));
  const texts = basis.map(digitText), other = images.map(list => list.map(([digits]) => digitText(digits)));
  for (let i = 0; i < n; i++) {
    for (let j = 0; j < n; j++) {
      const x = BigInt(copies) * gram[i][j];
      if (x === 0n) continue;
      for (let c = 0; c < copies; c++) {
        const key = texts[i] + other[j][c];
        pairs.set(key, (pairs.get(key) || 0n) + (images[j][c][1] > 0 ? x : -x));
      }
    }
  }
}

// What a Laurent polynomial in the w_l becomes on average over words, times 2^(number of words).
function averageOver(words, terms) {
  let current = terms;
  for (const word of words) {
    const next = new Map();
    spend(20 * current.size * word.length);
    table(4 * current.size);
    const add = (key, x) => { const old = next.get(key); next.set(key, old === undefined ? x : old.add(x)); };
    for (const [key, x] of current) {
      const vector = vectorOf(key), whole = vector.every(k => k % 2 === 0);
      // what is no function of φ has to vanish by itself
      const [moved, sign] = whole ? powerAfter(word, vector) : [vector, 1];
      add(key, x);
      add(keyOf(moved), sign > 0 ? x : x.neg());
    }
    current = next;
  }
  return current;
}

// T - λ = Σ bᵀGb + Σ (|r| + r b_e), compared as Laurent polynomials in the w_l, on average over the
// words that occur; all integers over 4^p·2^bits for the squares.
function leastBySquares(value, L, lower, place) {
  const f = record(value, place, ["kind", "bits", "lists", "remainder"]), p = L.p;
  const precision = count(f.bits, place + ".bits");
  need(precision <= 400, place + ".bits", "more than 400");
  const remainder = polynomial(f.remainder, place + ".remainder", p), zero = "0".repeat(p);
  need(!remainder.has(zero), place + ".remainder", "a constant term");
  let constant = lower;
  doing = place + ".remainder";
  commonMultiple([...remainder.values()].map(x => x.d), 1); // what their sum costs
  for (const x of remainder.values()) constant = constant.add(x.abs());
  const wanted = new Map();
  const include = (terms, sign) => {
    for (const [key, x] of terms) {
      const at = keyOf(vectorOf(key).map(k => 2 * k)), old = wanted.get(at) || G0;
      wanted.set(at, old.add(sign > 0 ? x : x.neg()));
    }
  };
  include(L.terms, 1);
  include(fromBasis(remainder), -1);
  include(fromBasis(new Map([[zero, constant]])), -1);
  const total = new Map(), sizes = [], known = new Set(), averaged = new Map();
  let reach = 0;
  const square = pairs => {
    const found = productsInHalfAngles(pairs, p);
    spend(8 * found.size);
    reach = Math.max(reach, longest([...pairs.values()]) + 4 * p);
    table(2 * (total.size + found.size), reach);
    for (const [key, [re, im]] of found) addPair(total, key, re, im);
  };
  doing = place + ".lists";
  items(f.lists, place + ".lists", (entry, at) => {
    const e = record(entry, at, ["basis", "gram"], ["symmetries"]);
    const basis = items(e.basis, at + ".basis", (t, here) => index(string(t, here), here, p));
    const n = basis.length;
    need(n >= 1 && n <= 400, at + ".basis", "not 1 to 400 functions");
    need(new Set(basis.map(String)).size === n, at + ".basis", "a function twice");
    const gram = list(e.gram, at + ".gram", n).map((row, i) =>
      items(row, at + ".gram." + i, integer, i + 1));
    const full = gram.map((_, i) => gram.map((_, j) => Q.of(gram[Math.max(i, j)][Math.min(i, j)])));
    need(isPositiveDefinite(full), at + ".gram", "not positive definite");
    const numbers = full.map(row => row.map(x => x.n));
    if (e.symmetries === undefined) square(pairsOfSquare(basis, numbers));
    else {
      const symmetries = readSymmetries(e.symmetries, at + ".symmetries", L, basis, known);
      const kind = [...symmetries.map(x => x[0]), ...basis.map(digitText)].join(" ");
      if (!averaged.has(kind)) averaged.set(kind, new Map());
      spend(averaged.size);
      const held = [...averaged.values()].reduce((sum, pairs) => sum + pairs.size, 0);
      addAverages(averaged.get(kind), basis, numbers, symmetries, held, at);
    }
    sizes.push(n);
  });
  for (const pairs of averaged.values()) square(pairs);
  const scale = 4n ** BigInt(p) * 2n ** BigInt(precision);
  for (const [key, [re, im]] of total) {
    const old = wanted.get(key) || G0;
    wanted.set(key, old.add(G.of(-re, -im, scale)));
  }
  doing = place + ".lists";
  for (const [key, x] of averageOver(known, wanted)) {
    need(x.zero(), place + ".lists", "the identity fails at the frequencies ("
         + vectorOf(key).join(", ") + ") of half angles");
  }
  const average = known.size
    ? ", on average over symmetries (generators: " + known.size + ")" : "";
  if (!sizes.length) return "no Gram matrix, only the sizes of the coefficients" + average;
  const matrices = amount(sizes.length, "Gram matrix", "Gram matrices");
  const largest = Math.max(...sizes), upTo = sizes.length === 1 ? " of " : " up to ";
  return "a sum of squares with " + matrices + upTo + largest + " x " + largest + average;
}

// Bernstein coefficients of (T - λ)·∏(1 + t²)^d on the boxes of a subdivision, all exact.
function leastByBoxes(value, L, lower, place) {
  const f = record(value, place, ["kind", "charts"]), p = L.p;
  within(p <= 8, place, "a subdivision of more than 8 angles");
  const zero = "0".repeat(p), basis = new Map(L.basis);
  basis.set(zero, (basis.get(zero) || Q0).sub(lower));
  const divisors = Array.from({ length: p }, (_, l) =>
    [...basis.keys()].reduce((g, key) => smallGcd(g, frequencyOf(DIGITS.indexOf(key[l]))), 0) || 1);
  const degrees = divisors.map((m, l) =>
    Math.max(...[...basis.keys()].map(key => frequencyOf(DIGITS.indexOf(key[l])))) / m);
  const sizes = degrees.map(d => 2 * d + 1), size = sizes.reduce((x, y) => x * y, 1);
  doing = place;
  table(2 ** p * size);
  const common = commonMultiple([...basis.values()].map(y => y.d), size);
  const { strides } = stridesOf(sizes);
  const tensor = new Array(size).fill(0n);
  for (const [key, c] of basis) {
    const at = [...key].reduce((sum, letter, l) => {
      const digit = DIGITS.indexOf(letter), k = frequencyOf(digit) / divisors[l];
      return sum + strides[l] * (k === 0 ? 0 : 2 * k - (digit % 2));
    }, 0);
    tensor[at] = c.n * (common / c.d);
  }
  let boxes = 0;
  list(f.charts, place + ".charts", 2 ** p).forEach((text, number) => {
    const at = place + ".charts." + number;
    let x = tensor;
    for (let l = 0; l < p; l++) {
      const d = degrees[l], n = 2 * d, rows = bernsteinTable(d);
      const opposite = Math.floor(number / 2 ** (p - 1 - l)) % 2;
      // a common multiple of the C(n, j) in place of fractions
      let multiple = 1n;
      for (let j = 0; j <= n; j++) multiple = lcm(multiple, binomial(n, j));
      const long = longest(x);
      spend(size * (n + 1) * 4 * (1 + long / 500));
      table(2 * size, long);
      x = alongAxis(x, sizes, l, column => rows[0].map((_, j) => {
        let sum = 0n;
        column.forEach((c, e) => {
          const signed = opposite && frequencyOf(e) % 2 === 1 ? -c : c;
          sum += signed * rows[e][j];
        });
        return sum * (multiple / binomial(n, j));
      }));
    }
    boxes += walkLeast(string(text, at), x, sizes, at);
  });
  return amount(boxes, "box", "boxes");
}

function walkLeast(text, values, sizes, place) {
  const waiting = [[values, 0]];
  let boxes = 0;
  for (let at = 0; at < text.length; at++) {
    need(waiting.length > 0, place, "goes on after every box is settled");
    const [x, depth] = waiting.pop(), long = longest(x);
    spend(x.length * (1 + long / 500));
    if (text[at] === ".") {
      need(x.every(b => b >= 0n), place, "step " + at + ": a negative coefficient");
      boxes++;
      continue;
    }
    const l = "01234567".indexOf(text[at]);
    need(l >= 0 && l < sizes.length, place, "step " + at + ": not a step");
    within(depth < 60, place, "more than 60 halvings");
    const n = sizes[l] - 1;
    spend(x.length * n * 2 * (1 + long / 500));
    table(x.length * (2 + waiting.length), long);
    const half = upper => alongAxis(x, sizes, l, column => column.map((_, j) => {
      // lower: Σ_i C(j,i) x_i / 2^j, upper: Σ_i C(n-j,i) x_{j+i} / 2^(n-j); times 2^n
      const m = upper ? n - j : j;
      let sum = 0n;
      for (let i = 0; i <= m; i++) sum += binomial(m, i) * column[upper ? j + i : i];
      return sum << BigInt(n - m);
    }));
    waiting.push([half(true), depth + 1], [half(false), depth + 1]);
  }
  need(waiting.length === 0, place, "ends before every box is settled");
  return boxes;
}

// The observable of a network as a matrix.
function observableMatrix(net, place) {
  const n = net.kind === "pauli" ? 2 ** net.n : net.n;
  within(n <= 256, place, "an observable of dimension above 256");
  if (net.kind === "matrix") return net.observable;
  let words = new Map([["", Q1]]);
  for (const factor of net.observable) {
    const next = new Map();
    for (const [w, c] of words) for (const [v, x] of factor) next.set(w + v, c.mul(x));
    table(next.size);
    words = next;
  }
  const d = commonMultiple([...words.values()].map(c => c.d));
  const re = new Array(n * n).fill(0n), im = new Array(n * n).fill(0n);
  for (const [word, c] of words) {
    const x = c.n * (d / c.d);
    spend(n * (4 + word.length));
    for (let k = 0; k < n; k++) {
      let to = k, phase = 0;
      [...word].forEach((letter, l) => {
        const bit = 1 << (word.length - 1 - l), one = (k & bit) !== 0;
        if (letter === "X" || letter === "Y") to ^= bit;
        if (letter === "Y") phase += one ? 3 : 1;
        if (letter === "Z" && one) phase += 2;
      });
      const at = to * n + k;
      if (phase % 2 === 0) re[at] += phase % 4 === 0 ? x : -x;
      else im[at] += phase % 4 === 1 ? x : -x;
    }
  }
  return new Matrix(n, re, im, d);
}

function leastEigenvalue(L, claim, vector, place) {
  need(L.net !== undefined && L.residuals === null, place, "not the output of a network");
  const H = observableMatrix(L.net, place), n = H.n;
  const [mu, nu] = items(claim, "claim.least_eigenvalue", rational, 2);
  doing = "claim.least_eigenvalue";
  const re = H.re.map(x => x * mu.d), im = H.im.map(x => x * mu.d);
  for (let i = 0; i < n; i++) re[i * n + i] -= mu.n * H.d;
  need(isPositive(new Matrix(n, re, im, 1n)), "claim.least_eigenvalue.0",
       "an eigenvalue of the observable is below");
  const v = items(vector, "witness.vector", (x, at) => items(x, at, integer, 2), n);
  const norm = v.reduce((sum, [a, b]) => sum + a * a + b * b, 0n);
  need(norm > 0n, "witness.vector", "all amplitudes are 0");
  let energy = 0n;
  spend(6 * n * n);
  for (let i = 0; i < n; i++) {
    for (let j = 0; j < n; j++) {
      // Re(conj(v_i) H_ij v_j)
      const x = v[i][0] * v[j][0] + v[i][1] * v[j][1], y = v[i][0] * v[j][1] - v[i][1] * v[j][0];
      energy += H.re[i * n + j] * x - H.im[i * n + j] * y;
    }
  }
  need(Q.of(energy, norm * H.d).eq(nu), "claim.least_eigenvalue.1", "not the quotient of the vector");
  return [mu, nu];
}

KINDS["least-value"] = (statement, instance, claim, witness) => {
  only(statement, "least-value", "ground-state");
  const ground = statement === "ground-state";
  const { loss: value } = record(instance, "instance", ["loss"]);
  const L = loss(value, "instance.loss", 16);
  const c = record(claim, "claim",
                   ["least_value", ...(ground ? ["least_eigenvalue", "distance"] : [])]);
  const w = record(witness, "witness", ["point", "proof", ...(ground ? ["vector"] : [])]);
  const [low, high] = items(c.least_value, "claim.least_value", rational, 2);
  need(low.cmp(high) <= 0, "claim.least_value", "the lower bound is above the upper one");
  const points = items(w.point, "witness.point", point, L.p);
  doing = "witness.point";
  const found = valueOnTorus(L.terms, points);
  need(found.b === 0n && found.re().eq(high), "claim.least_value.1", "not the value at the point");
  need(w.proof instanceof Map, "witness.proof", "not an object");
  const kind = w.proof.get("kind");
  need(kind === "squares" || kind === "boxes", "witness.proof.kind", "not a kind of proof");
  const said = (kind === "squares" ? leastBySquares : leastByBoxes)(w.proof, L, low,
                                                                    "witness.proof");
  const least = "the least value is from " + below(low) + " to " + above(high) + " (p = " + L.p
    + ", " + said + ")";
  const rounding = value.get("rounding") || [];
  const about = rounding.length ? "; the network is the one with rounded fixed angles" : "";
  if (!ground) return statement + ": " + least + about;
  const [mu, nu] = leastEigenvalue(L, c.least_eigenvalue, w.vector, "instance.loss");
  const [near, far] = items(c.distance, "claim.distance", rational, 2);
  need(near.eq(qmax(Q0, low.sub(nu))) && far.eq(high.sub(mu)), "claim.distance",
       "not what the four bounds give");
  return statement + ": " + least + "; the least eigenvalue of the observable is from " + below(mu)
    + " to " + above(nu) + "; they differ by " + below(near) + " to " + above(far) + ": "
    + (near.zero() ? "whether the ground state is reached is left open"
      : "the ground state is not reached") + about;
};

// ---------------------------------------------------------------- 14d. Landscapes on demand

// The functional l on the powers z^K: l(cos kφ + i sin kφ), angle by angle.
function functionalOnPowers(given) {
  return onPowers([...given].map(([key, x]) => [key, Q.of(x)]), G1, GI);
}

// The coordinates of an operator that are not 0.
function entriesOf(operator) {
  if (operator instanceof PauliSum) return [...operator.terms];
  const found = [];
  for (let k = 0; k < operator.re.length; k++) {
    const x = G.of(operator.re[k], operator.im[k], operator.d);
    if (!x.zero()) found.push([k, x]);
  }
  return found;
}

// The longest integer among them.
function lengthOf(entries) { return longest(entries.flatMap(([, x]) => [x.a, x.b, x.d])); }

function weightedSum(pairs) {
  let sum = null;
  for (const [x, operator] of pairs) {
    const part = operator.scale(x);
    sum = sum === null ? part : sum.add(part);
  }
  return sum;
}

// R = r_0 + Σ_{k≠0} tr(ρM_k) z^k, so l(R²) = 2 r_0 tr(ρ Σ l(z^k) M_k) + tr(ρ⊗ρ Σ l(z^{k+k'}) M_k⊗M_k').
KINDS["unreachable-loss"] = (statement, instance, claim, witness) => {
  only(statement, "universality");
  const net = networkInstance(instance);
  const c = record(claim, "claim", ["target"]), w = record(witness, "witness", ["relation"]);
  const target = polynomial(c.target, "claim.target", net.p);
  const given = relation(w.relation, "witness.relation", net.p);
  need(!given.has("0".repeat(net.p)), "witness.relation", "the index 0…0");
  const l = functionalOnPowers(given), still = keyOf(new Array(net.p).fill(0));
  const operators = [...exactComponents(net)].filter(([key]) => key !== still);
  doing = "witness.relation";
  const first = operators.filter(([key]) => l.has(key)).map(([key, m]) => [l.get(key), m]);
  const Q_ = weightedSum(first);
  need(Q_ === null || Q_.zero(), "witness.relation", "the combination of the operators is not 0");
  const total = new Map();
  for (const [key, m] of operators) {
    const used = [];
    spend(30 * operators.length);
    for (const [other, n] of operators) {
      const x = l.get(addKeys(key, other));
      if (x !== undefined && !x.zero()) used.push([x, n]);
    }
    const right = weightedSum(used);
    if (right === null) continue;
    const columns = entriesOf(right), rows = entriesOf(m);
    const long = lengthOf([...columns, ...rows]);
    spend(20 * columns.length * rows.length * (1 + long * long / 90000));
    for (const [a, x] of rows) {
      table(3 * (total.size + columns.length), long);
      for (const [b, y] of columns) {
        const at = a + "|" + b, old = total.get(at), z = x.mul(y);
        total.set(at, old === undefined ? z : old.add(z));
      }
    }
    table(total.size);
  }
  for (const x of total.values()) {
    need(x.zero(), "witness.relation", "some square of a residual does not satisfy the relation");
  }
  let sum = Q0;
  for (const [key, x] of given) {
    if (target.has(key)) sum = sum.add(target.get(key).mul(Q.of(x)));
  }
  need(!sum.zero(), "witness.relation", "the target satisfies the relation");
  return "universality: no dataset gives this target: the coefficients of every training loss of the "
    + "network satisfy a linear relation that those of the target violate";
};

// Every box is without a critical point, or curved downwards in some direction, or floor < L < level;
// or the gradients of the f_k of L = c + Σ w_k f_k² are independent there, so that ∇L = 2Σ w_k f_k ∇f_k
// vanishes only where all f_k do.
KINDS["benign"] = (statement, instance, claim, witness) => {
  only(statement, "benign");
  const { loss: value } = record(instance, "instance", ["loss"]);
  const c = record(claim, "claim", ["floor", "level"]);
  const own = witness instanceof Map && witness.has("squares") ? ["squares"] : [];
  const w = record(witness, "witness", ["origin", "precision", "weight", "exponents", "charts", ...own]);
  const { p, basis } = loss(value, "instance.loss");
  const floor = rational(c.floor, "claim.floor"), level = rational(c.level, "claim.level");
  within(p <= 6, "instance.loss", "more than 6 angles");
  const terms = [...basis].map(([key, x]) => [[...key].map(d => DIGITS.indexOf(d)), x]);
  for (let l = 0; l < p; l++) {
    need(terms.some(([e]) => e[l] !== 0), "instance.loss", "an angle does not occur");
  }
  const degrees = Array.from({ length: p }, (_, l) => Math.max(...terms.map(([e]) => Math.ceil(e[l] / 2))));
  const squares = own.length === 0 ? [] : benignSquares(w.squares, fromBasis(basis), degrees, floor, level);
  need(floor.cmp(level) < 0 || (own.length > 0 && floor.cmp(level) === 0), "claim.level",
       "not above the floor");
  const origin = items(w.origin, "witness.origin", rational, p);
  origin.forEach(x => need(abs(x.n) < B && x.d < B, "witness.origin", "not below 2^64"));
  const precision = count(w.precision, "witness.precision");
  need(precision >= 16 && precision <= 400, "witness.precision", "not 16 to 400");
  const weight = count(w.weight, "witness.weight");
  need(weight >= 6 && weight <= 400, "witness.weight", "not 6 to 400");
  const given = items(w.exponents, "witness.exponents", integer, p + 3 + squares.length);
  given.forEach(s => need(abs(s) <= 100000n, "witness.exponents", "beyond 100000"));
  doing = "witness";
  // Constants are the entry at 0 and belong to L; with a common denominator they stay integers.
  const zero = new Array(p).fill(0), common = lcm(floor.d, level.d);
  const f = aboutOrigin([...terms, [zero, Q.of(0n, 1n)]], origin);
  f.a = f.a.map(x => x * common);
  f.Q *= common;
  const pairs = [];
  for (let i = 0; i < p; i++) for (let j = i; j < p; j++) pairs.push([i, j]);
  const first = zero.map((_, i) => differentiate(f, f.a, i));
  const second = pairs.map(([i, j]) => differentiate(f, first[i], j));
  const below = f.a.map(x => -x), above = [...f.a];
  below[0] += level.n * (f.Q / level.d);
  above[0] -= floor.n * (f.Q / floor.d);
  need(f.Q % level.d === 0n && f.Q % floor.d === 0n, "claim", "an internal fault");
  const exponents = [...given.slice(0, p), ...pairs.map(() => given[p]), given[p + 1], given[p + 2]];
  // The same degrees for all: what is multiplied by ∏(1+t_l²)^{d_l} has the same sign.
  const inner = squares.map(part => {
    const g = aboutOrigin([...terms.map(([e]) => [e, Q0]), ...part], origin);
    return { g, slopes: zero.map((_, i) => differentiate(g, g.a, i)) };
  });
  const tables = f.degrees.map(bernsteinTable), setting = { p, pairs, weight, squares: inner.length };
  let boxes = 0;
  items(w.charts, "witness.charts", string, 2 ** p).forEach((text, number) => {
    const at = "witness.charts." + number;
    const chart = zero.map((_, l) => Math.floor(number / 2 ** (p - 1 - l)) % 2);
    doing = at;
    const x = chartNumbers(f, [...first, ...second, below, above], tables, chart, exponents,
                           precision, at);
    inner.forEach(({ g, slopes }, k) => x.push(...chartNumbers(
      g, slopes, tables, chart, slopes.map(() => given[p + 3 + k]), precision, at)));
    boxes += walkBenign(text, Box.chart(x, f.sizes), setting, at);
  });
  const text = x => (x.d === 1n ? shown(x.n) : shown(x.n) + "/" + shown(x.d));
  if (floor.cmp(level) === 0) {
    return "benign: every local minimum has the value " + text(level) + ", the least one (p = " + p + ", "
      + amount(boxes, "box", "boxes") + ")";
  }
  return "benign: every local minimum has a value above " + text(floor) + " and below " + text(level)
    + ", so none is more than " + text(level.sub(floor)) + " above the least value (p = " + p + ", "
    + amount(boxes, "box", "boxes") + ")";
};

// The f_k of L = c + Σ w_k f_k², as terms; c lies between floor and level, or all three are equal.
function benignSquares(value, laurent, degrees, floor, level) {
  const place = "witness.squares", p = degrees.length;
  need(Array.isArray(value) && value.length >= 1 && value.length <= p, place,
       "not one square or more, and at most as many as angles");
  const { polynomials, constant } = addUp(value, place, laurent, p, value.length, () => {});
  const low = floor.cmp(constant), high = constant.cmp(level);
  need((low < 0 && high < 0) || (low === 0 && high === 0), place,
       "the constant beside the squares is not between floor and level");
  const found = polynomials.map(f => [...f].map(([key, x]) => [[...key].map(d => DIGITS.indexOf(d)), x]));
  // Highest frequencies can cancel in the sum; the tables have the sizes of the loss.
  found.forEach((terms, k) => terms.forEach(([e]) => e.forEach((d, l) =>
    need(Math.ceil(d / 2) <= degrees[l], place + "." + k, "a higher frequency than the loss has in this angle"))));
  return found;
}

function walkBenign(text, box, { p, pairs, weight, squares }, place) {
  let at = 0, boxes = 0;
  const waiting = [box], before = p + pairs.length + 2, number = before + p * squares;
  const unit = i => Array.from({ length: number }, (_, j) => (j === i ? 1n : 0n));
  const weightsOf = (wide, where) => Array.from({ length: p }, () => {
    let value = 0n;
    for (let k = 0; k < wide; k++, at++) {
      const digit = WEIGHT_DIGITS.indexOf(text[at] === undefined ? " " : text[at]);
      need(digit >= 0, where, "not a digit of a weight");
      value = value * 63n + BigInt(digit - 31);
    }
    return value;
  });
  // One letter for ± one derivative, or a size and p numbers.
  const combinationAt = where => {
    const step = text[at] === undefined ? " " : text[at], wide = "-=+/".indexOf(step) + 1;
    const plus = "abcdefgh".indexOf(step), minus = "ABCDEFGH".indexOf(step);
    at++;
    if (plus >= 0 || minus >= 0) {
      need(Math.max(plus, minus) < p, where, "no such angle");
      return unit(Math.max(plus, minus)).map(x => (plus >= 0 ? x : -x)).slice(0, p);
    }
    need(wide > 0, where, "not a step");
    return weightsOf(wide, where);
  };
  const limit = 1n << BigInt(weight);
  while (waiting.length) {
    const here = waiting.pop(), step = text[at], where = place + "." + at;
    need(step !== undefined, place, "the text ends before every box is settled");
    doing = where;
    at++;
    const halved = "01234567".indexOf(step);
    if (halved >= 0) {
      need(halved < p, where, "no such angle");
      let used = 0;
      for (let x = here; x.parent; x = x.parent) if (x.axis === halved) used++;
      within(used < MAX_HALVINGS, where, "more than 40 halvings of an angle");
      waiting.push(here.child(halved, 1), here.child(halved, 0));
      continue;
    }
    boxes++;
    if (step === "v") {
      testEmpty(here, unit(before - 2), where);
      testEmpty(here, unit(before - 1), where);
    } else if (step === "r") {
      // Row i of a matrix: a_k = y·∇f_k, and a_i > Σ_{k≠i} |a_k|. Strictly dominant, hence regular.
      need(squares > 0, where, "there are no squares");
      for (let i = 0; i < squares; i++) {
        const y = combinationAt(where);
        need(BigInt(squares) * y.reduce((s, x) => s + abs(x), 0n) <= limit, where,
             "weights that are too large");
        for (let signs = 0; signs < 2 ** (squares - 1); signs++) {
          const blocks = Array.from({ length: squares }, (_, k) => {
            const minus = k !== i && (signs >> (k < i ? k : k - 1)) % 2 === 1;
            return minus ? y.map(x => -x) : y;
          });
          testEmpty(here, [...new Array(before).fill(0n), ...blocks.flat()], where);
        }
      }
    } else if (step === "n") {
      const v = weightsOf(1, where), size = v.reduce((s, x) => s + abs(x), 0n);
      need(size * size <= limit, where, "a direction that is too long");
      const y = pairs.map(([i, j]) => -v[i] * v[j] * (i === j ? 1n : 2n));
      testEmpty(here, [...new Array(p).fill(0n), ...y, ...new Array(number - p - y.length).fill(0n)],
                where);
    } else {
      at--;
      const y = combinationAt(where);
      need(y.reduce((s, x) => s + abs(x), 0n) <= limit, where, "weights that are too large");
      testEmpty(here, [...y, ...new Array(number - p).fill(0n)], where);
    }
  }
  need(at === text.length, place, "the text goes on after every box is settled");
  return boxes;
}

// ---------------------------------------------------------------- 14e. Noise after every gate

const CHANNELS = ["depolarising", "dephasing", "amplitude-damping"];

// A matrix of words on n qubits, big-endian.
function matrixOfWords(sum, n) {
  const size = 2 ** n, PAULI = { I: [[0, 0], [1, 0]], X: [[1, 0], [0, 0]], Y: [[1, 3], [0, 1]], Z: [[0, 0], [1, 2]] };
  const d = [...sum.values()].reduce((x, c) => lcm(x, c.d), 1n);
  const re = new Array(size * size).fill(0n), im = new Array(size * size).fill(0n);
  for (const [word, c] of sum) {
    spend(20 * size * n);
    for (let row = 0; row < size; row++) {
      let column = 0, turns = 0;
      for (let k = 0; k < n; k++) {
        const bit = Math.floor(row / 2 ** (n - 1 - k)) % 2, [to, i] = PAULI[word[k]][bit];
        column = 2 * column + to;
        turns += i;
      }
      const x = c.n * (d / c.d), at = row * size + column;
      if (turns % 4 === 0) re[at] += x;
      if (turns % 4 === 1) im[at] += x;
      if (turns % 4 === 2) re[at] -= x;
      if (turns % 4 === 3) im[at] -= x;
    }
  }
  return new Matrix(size, re, im, d).lowest();
}

// |1⟩⟨0| on one qubit.
function raising(n, qubit) {
  const one = "I".repeat(n), put = (letter, x) => [one.slice(0, qubit) + letter + one.slice(qubit + 1), x];
  const x = matrixOfWords(new Map([put("X", new Q(1n, 2n))]), n);
  return x.add(matrixOfWords(new Map([put("Y", new Q(1n, 2n))]), n).scale(G.of(0n, -1n)));
}

// A channel as a sum of K†AK, on one qubit: mixtures of Pauli words, or K = diag(1, η) and √(1-η²)|0⟩⟨1|.
function krausOf(channel, n) {
  const one = "I".repeat(n), word = (q, letter) =>
    matrixOfWords(new Map([[one.slice(0, q) + letter + one.slice(q + 1), Q1]]), n);
  return (a, q, eta) => {
    const by = (k, x) => k.mul(a).mul(k).scale(G.q(x)), rest = Q1.sub(eta);
    if (channel === "dephasing") {
      return a.scale(G.q(Q1.add(eta).div(Q2))).add(by(word(q, "Z"), rest.div(Q2)));
    }
    if (channel === "depolarising") {
      const quarter = rest.div(Q.of(4n));
      return ["X", "Y", "Z"].reduce((sum, letter) => sum.add(by(word(q, letter), quarter)),
                                    a.scale(G.q(Q1.sub(quarter.mul(Q.of(3n))))));
    }
    const z = word(q, "Z"), unit = Matrix.scalar(2 ** n, Q1);
    const kept = unit.scale(G.q(Q1.add(eta).div(Q2))).add(z.scale(G.q(rest.div(Q2))));
    const up = raising(n, q), x = (i, j) => {
      const turned = new Matrix(i.n, i.re.map((_, k) => i.re[(k % i.n) * i.n + Math.floor(k / i.n)]),
                                i.im.map((_, k) => -i.im[(k % i.n) * i.n + Math.floor(k / i.n)]), i.d);
      return i.mul(j).mul(turned);
    };
    return kept.mul(a).mul(kept).add(x(up, a).scale(G.q(Q1.sub(eta.mul(eta)))));
  };
}

// The gates e^{-iφW/2}, a parameter of its own each: {word, sign, l, qubits}.
function noisyGates(net) {
  const seen = new Set();
  return net.gates.map((g, j) => {
    const at = "instance.network.gates." + j;
    need(g.words.size === 1 && g.scale !== null && g.angle.length === 1 && g.fixed.eq(G1), at,
         "not exp(-iaW) with one word W and one parameter");
    const [l, k] = g.angle[0], [[word, x]] = involution(g), frequency = g.step.mul(k).div(net.units[l]);
    need(frequency.abs().eq(Q1), at, "a frequency that is not 1");
    need(!seen.has(l), at, "a parameter that occurs in two gates");
    seen.add(l);
    const qubits = [...word].flatMap((letter, q) => (letter === "I" ? [] : [q]));
    return { word, l, qubits, sign: BigInt(frequency.sign() * x.sign()) };
  });
}

// M(θ, η) at one η: gate by gate backwards, V†AV at (cos, sin) of half the angle = (1, 0), (0, 1), (3/5, 4/5).
function noisyOperators(net, gates, through, eta) {
  let found = new Map([["0".repeat(net.p), matrixOfWords(
    new Map([...tensor(net.observable.map(x => PauliSum.of(EXACT, x)), EXACT).terms]
      .map(([w, c]) => [w, c.re()])), net.n)]]);
  for (const { word, l, qubits, sign } of [...gates].reverse()) {
    const W = matrixOfWords(new Map([[word, Q1]]), net.n), next = new Map();
    const unit = Matrix.scalar(2 ** net.n, Q1);
    const V = unit.scale(G.of(3n, 0n, 5n)).add(W.scale(G.of(0n, -4n * sign, 5n)));
    const back = unit.scale(G.of(3n, 0n, 5n)).add(W.scale(G.of(0n, 4n * sign, 5n)));
    for (const [key, before] of found) {
      const a = qubits.reduce((x, q) => through(x, q, eta), before);
      const half = x => x.scale(G.of(1n, 0n, 2n)), far = W.mul(a).mul(W);
      const constant = half(a.add(far)), cosine = half(a.add(far.scale(G.of(-1n))));
      // the angle with cos -7/25, sin 24/25
      const sine = back.mul(a).mul(V).add(constant.scale(G.of(-1n))).add(cosine.scale(G.of(7n, 0n, 25n)))
        .scale(G.of(25n, 0n, 24n));
      [constant, cosine, sine].forEach((m, e) => {
        if (!m.zero()) next.set(key.slice(0, l) + e + key.slice(l + 1), m.lowest());
      });
    }
    table(next.size * 4 ** net.n);
    found = next;
  }
  return found;
}

KINDS["noisy-expansion"] = (statement, instance, claim, witness) => {
  only(statement, "noise");
  record(witness, "witness", []);
  const f = record(instance, "instance", ["network", "channel"], ["rounding", "source"]);
  const rest = new Map([...instance].filter(([name]) => name !== "channel"));
  const net = networkInstance(rest), channel = string(f.channel, "instance.channel");
  need(CHANNELS.includes(channel), "instance.channel", "not a channel");
  need(net.kind === "pauli", "instance", "not a network of Pauli words");
  within(net.n <= 6, "instance", "more than 6 qubits");
  const gates = noisyGates(net), letters = gates.reduce((sum, g) => sum + g.qubits.length, 0);
  const degree = letters * (channel === "amplitude-damping" ? 2 : 1);
  within(degree <= 200, "instance", "a degree above 200 in eta");
  const { operators } = record(claim, "claim", ["operators"]);
  need(operators instanceof Map, "claim.operators", "not an object");
  let number = 0, highest = 0;
  const claimed = new Map();
  for (const [key, value] of operators) {
    const at = "claim.operators." + key;
    index(key, at, net.p);
    let last = -1;
    const pairs = items(value, at, (pair, where) => {
      list(pair, where, 2);
      const power = count(pair[0], where + ".0");
      need(power > last && power <= degree, where + ".0", "powers increase, to " + degree + " at most");
      last = power;
      return [BigInt(power), matrixOfWords(pauli(pair[1], where + ".1", net.n), net.n)];
    });
    need(pairs.length > 0, at, "an operator that is zero");
    number += pairs.length;
    highest = Math.max(highest, last);
    claimed.set(key, pairs);
  }
  doing = "claim.operators";
  const through = krausOf(channel, net.n);
  for (let j = 0; j <= degree; j++) {
    const eta = Q.of(BigInt(j - 1)), values = new Map();
    for (const [key, pairs] of claimed) {
      const sum = pairs.map(([k, m]) => m.scale(G.q(Q.of(eta.n ** k)))).reduce((x, y) => x.add(y));
      if (!sum.zero()) values.set(key, sum);
    }
    compareOperators(values, noisyOperators(net, gates, through, eta), () => false);
  }
  return "noise: with " + channel + " noise after every gate M(theta, eta) is the sum over exactly these "
    + claimed.size + " operators, " + number + " with powers of eta, degree " + highest + " in eta (p = "
    + net.p + ")";
};

// ---------------------------------------------------------------- 15. The program

function checkCertificate(text) {
  const certificate = readJson(text);
  need(certificate instanceof Map, "certificate", "not an object");
  need(certificate.get("format") === "symqnn-certificate", "format", "not a certificate");
  const f = record(certificate, "certificate",
    ["format", "version", "kind", "statement", "instance", "claim", "witness"]);
  count(f.version, "version");
  within(f.version !== 1, "version", "version 1 is no longer read; regenerate it with symqnn prove "
    + "/ the command that wrote it");
  within(f.version === 2, "version", "not version 2");
  string(f.kind, "kind");
  string(f.statement, "statement");
  within(Object.prototype.hasOwnProperty.call(KINDS, f.kind), "kind",
         "a kind that is not known here");
  return KINDS[f.kind](f.statement, f.instance, f.claim, f.witness);
}

// {status, place, reason, summary} for the text of one certificate, which may cost `times` times
// the usual budget; it never throws.
function check(text, times = 1) {
  effort = times;
  left = BUDGET * effort;
  doing = "file";
  try {
    const summary = checkCertificate(text);
    return { status: "VERIFIED", place: "", reason: "", summary };
  } catch (error) {
    if (error instanceof Rejected) {
      return { status: "REJECTED", place: error.place, reason: error.message, summary: "" };
    }
    // Whatever else fails says nothing about the claim: no memory, a number out of range.
    const reason = error instanceof Unsupported ? error.message : String(error);
    return { status: "UNSUPPORTED", place: error.place || doing, reason, summary: "" };
  }
}

function readFile(path) {
  const fs = require("fs");
  let bytes = fs.readFileSync(path);
  if (path.endsWith(".gz")) {
    bytes = require("zlib").gunzipSync(bytes, { maxOutputLength: MAX_TEXT + 1 });
  }
  return bytes.toString("latin1");
}

// --effort N, once, before the files: undefined if it is not written like this.
function readEffort(words) {
  if (words[0] !== "--effort") return [1, words];
  return /^[1-9][0-9]{0,5}$/.test(words[1] || "") ? [Number(words[1]), words.slice(2)] : undefined;
}

function main(words) {
  const [times, files] = readEffort(words) || [0, []];
  if (files.length === 0) {
    process.stderr.write("usage: node checker.js [--effort N] FILE...\n"
      + "  N = 1 ... 999999 times the steps and the memory that a file may cost\n");
    return 2;
  }
  const seen = new Set();
  for (const file of files) {
    let text;
    try {
      text = readFile(file);
    } catch (error) {
      if (error.code === "ERR_BUFFER_TOO_LARGE") {
        seen.add("UNSUPPORTED");
        process.stdout.write("UNSUPPORTED " + file + ": file: longer than 64 MiB\n");
      } else {
        seen.add("unreadable");
        process.stderr.write(file + ": cannot be read: " + error.message + "\n");
      }
      continue;
    }
    const { status, place, reason, summary } = check(text, times);
    seen.add(status);
    const line = status === "VERIFIED" ? summary : place + ": " + reason;
    process.stdout.write(status + " " + file + ": " + line + "\n");
  }
  if (seen.has("unreadable")) return 2;
  return seen.has("REJECTED") ? 1 : seen.has("UNSUPPORTED") ? 3 : 0;
}

if (typeof module !== "undefined" && module.exports) {
  module.exports = { check };
  if (require.main === module) process.exitCode = main(process.argv.slice(2));
} else {
  globalThis.symqnnChecker = { check };
}

})();
