// The subset of CQL2 text that `cairn search --where` knows (docs/search.md): the same grammar, the same three values.

class Mistake extends Error {}

const WORD = /^[A-Za-z0-9_:.+\-/\u0080-\u{10ffff}]+/u;
const NAME = /^[A-Za-z_:][A-Za-z0-9_:.]*$/;
const KEYWORDS = new Set(["and", "or", "not", "in", "between", "like", "is", "null"]);

function tokens(text) {
  if (new TextEncoder().encode(text).length > 65_536) throw new Mistake("the expression is longer than 65,536 bytes");
  const found = [];
  for (let at = 0; at < text.length;) {
    const rest = text.slice(at);
    const space = /^\s+/.exec(rest);
    if (space) {
      at += space[0].length;
      continue;
    }
    const quoted = /^'((?:[^']|'')*)'/.exec(rest) ?? /^"((?:[^"]|"")*)"/.exec(rest);
    const sign = /^(<>|!=|<=|>=|=|<|>|\(|\)|,)/.exec(rest);
    const word = WORD.exec(rest);
    if (quoted) found.push(rest[0] === "'" ? {kind: "text", value: quoted[1].replace(/''/g, "'")} : {kind: "name", value: quoted[1].replace(/""/g, '"')});
    else if (sign) found.push({kind: "sign", value: sign[0] === "!=" ? "<>" : sign[0]});
    else if (word) found.push({kind: "word", value: word[0], keyword: KEYWORDS.has(word[0].toLowerCase()) ? word[0].toLowerCase() : null});
    else throw new Mistake(`'${rest.slice(0, 20)}' is not understood`);
    at += (quoted ?? sign ?? word)[0].length;
  }
  return found;
}

const not = value => (value === null ? null : !value);
const and = (a, b) => (a === false || b === false ? false : a === null || b === null ? null : true);
const or = (a, b) => (a === true || b === true ? true : a === null || b === null ? null : false);

class Parser {
  constructor(text) {
    this.tokens = tokens(text);
    this.at = 0;
    this.depth = 0;
  }

  peek() { return this.tokens[this.at]; }
  isKeyword(word) { return this.peek()?.keyword === word; }
  takeKeyword(word) { return this.isKeyword(word) ? Boolean(++this.at) : false; }
  takeSign(sign) { return this.peek()?.kind === "sign" && this.peek().value === sign ? Boolean(++this.at) : false; }
  fail(expected) { throw new Mistake(`expected ${expected}, found ${this.peek() ? `'${this.peek().value}'` : "the end"}`); }
  need(done, expected) { if (!done) this.fail(expected); }

  whole() {
    const made = this.expression();
    if (this.peek()) this.fail("the end");
    return made;
  }

  expression() {
    let left = this.term();
    while (this.takeKeyword("or")) {
      const [a, b] = [left, this.term()];
      left = entry => or(a(entry), b(entry));
    }
    return left;
  }

  term() {
    let left = this.factor();
    while (this.takeKeyword("and")) {
      const [a, b] = [left, this.factor()];
      left = entry => and(a(entry), b(entry));
    }
    return left;
  }

  factor() {
    if (++this.depth > 100) throw new Mistake("the expression has more than 100 levels");
    try {
      if (this.takeKeyword("not")) {
        const one = this.factor();
        return entry => not(one(entry));
      }
      if (this.takeSign("(")) {
        const one = this.expression();
        this.need(this.takeSign(")"), "')'");
        return one;
      }
      return this.predicate();
    } finally {
      --this.depth;
    }
  }

  name() {
    const token = this.peek();
    if (token?.kind === "name" || (token?.kind === "word" && !token.keyword && NAME.test(token.value))) {
      ++this.at;
      return token.value;
    }
    return this.fail("a name");
  }

  value() {
    const token = this.peek();
    if (token?.kind === "text" || (token?.kind === "word" && !token.keyword)) {
      ++this.at;
      return {text: token.value, bare: token.kind === "word"};
    }
    return this.fail("a value");
  }

  predicate() {
    const name = this.name();
    if (this.takeKeyword("is")) {
      const is = !this.takeKeyword("not");
      this.need(this.takeKeyword("null"), "null");
      return entry => {
        const value = entry.lookup(name);
        return (value === undefined || value === null) === is;
      };
    }
    const turned = this.takeKeyword("not");
    const made = this.comparison(name, turned);
    return turned ? entry => not(made(entry)) : made;
  }

  comparison(name, turned) {
    if (this.takeKeyword("in")) {
      this.need(this.takeSign("("), "'('");
      const values = [this.value()];
      while (this.takeSign(",")) values.push(this.value());
      this.need(this.takeSign(")"), "')'");
      return entry => values.map(value => each(entry.lookup(name), one => compare(one, "=", value))).reduce(or, false);
    }
    if (this.takeKeyword("between")) {
      const low = this.value();
      this.need(this.takeKeyword("and"), "and");
      const high = this.value();
      return entry => each(entry.lookup(name), one => and(compare(one, ">=", low), compare(one, "<=", high)));
    }
    if (this.takeKeyword("like")) {
      const pattern = likeOf(this.value().text);
      return entry => each(entry.lookup(name), one => (typeof one === "string" ? pattern.test(one) : null));
    }
    const sign = this.peek()?.kind === "sign" && ["=", "<>", "<", "<=", ">", ">="].includes(this.peek().value) ? this.tokens[this.at++].value : null;
    if (turned || sign === null) this.fail("an operator");
    const value = this.value();
    if (sign === "<>") return entry => not(each(entry.lookup(name), one => compare(one, "=", value)));
    return entry => each(entry.lookup(name), one => compare(one, sign, value));
  }
}

/** Of a list: true when it is true of an element, else false when it is false of one, else unknown. */
function each(value, judge) {
  if (!Array.isArray(value)) return judge(value);
  const found = value.map(judge);
  return found.includes(true) ? true : found.includes(false) ? false : null;
}

const NUMBER = /^-?(0|[1-9]\d*)(\.\d+)?([eE][+-]?\d+)?$/;

function compare(one, sign, value) {
  if (typeof one === "number") return value.bare && NUMBER.test(value.text) ? ordered(one - Number(value.text), sign, one, Number(value.text)) : null;
  if (typeof one === "string") return ordered(compareTexts(one, value.text), sign);
  if (typeof one === "boolean") return sign === "=" && value.bare && ["true", "false"].includes(value.text) ? one === (value.text === "true") : null;
  return null;
}

function ordered(difference, sign, a = difference, b = 0) {
  switch (sign) {
    case "=": return a === b;
    case "<": return a < b;
    case "<=": return a <= b;
    case ">": return a > b;
    default: return a >= b;
  }
}

/** By code points, which is the order of the bytes in UTF-8. */
export function compareTexts(a, b) {
  const [left, right] = [a[Symbol.iterator](), b[Symbol.iterator]()];
  for (;;) {
    const [one, other] = [left.next(), right.next()];
    if (one.done || other.done) return Number(Boolean(other.done)) - Number(Boolean(one.done));
    const difference = one.value.codePointAt(0) - other.value.codePointAt(0);
    if (difference) return difference;
  }
}

function likeOf(pattern) {
  const literal = point => point.replace(/[\\^$.*+?()[\]{}|/-]/u, sign => `\\u{${sign.codePointAt(0).toString(16)}}`);
  const points = [...pattern];
  let text = "";
  for (let i = 0; i < points.length; ++i) {
    if (points[i] === "%") text += ".*";
    else if (points[i] === "_") text += ".";
    else text += literal(points[i] === "\\" && i + 1 < points.length ? points[++i] : points[i]);
  }
  return new RegExp(`^${text}$`, "su");
}

/** A function of an entry, which answers true, false or null (unknown). `entry.lookup(name)`: its value, undefined when there is none. Throws an Error that says what is wrong. */
export function parseExpression(text) {
  return new Parser(text).whole();
}
