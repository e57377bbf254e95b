import { Double } from 'bson';
import { compare } from '../bson/compare.ts';
import { keyTextOf } from '../bson/key.ts';
import { add, integerOf, numberOf, toDecimal, toDouble } from '../bson/number.ts';
import { type Document, type Found, isNumeric, type Numeric, type Value } from '../bson/value.ts';
import { ClientError, notSupported } from '../command-error.ts';
import { ACCUMULATORS } from '../mongodb-names.ts';
import { parseExpression } from './expression.ts';

/** Gathers one field of one group. */
export interface Accumulator {
  add(document: Document): void;
  result(): Value;
}

/** Parses `{$sum: …}` and the like; each call of what it returns starts a new group. */
export function parseAccumulator(name: string, operator: string, operand: Value): () => Accumulator {
  if (name.includes('.') || name.startsWith('$')) {
    throw new ClientError(
      'Expression',
      `The field name '${name}' of a group cannot contain '.' or start with '$'`,
    );
  }
  if (operator === '$count') return () => gather(() => numberOf(1), new Sum());
  const make = GATHERERS[operator];
  if (make === undefined) {
    throw ACCUMULATORS.has(operator)
      ? notSupported(`The accumulator ${operator}`, 'UnknownGroupOperator')
      : new ClientError('UnknownGroupOperator', `unknown group operator '${operator}'`);
  }
  const expression = parseExpression(operand);
  return () => gather(expression, make());
}

interface Gatherer {
  take(found: Found): void;
  readonly result: Value;
}

function gather(expression: (document: Document) => Found, gatherer: Gatherer): Accumulator {
  return { add: (document) => gatherer.take(expression(document)), result: () => gatherer.result };
}

const GATHERERS: Readonly<Record<string, () => Gatherer>> = {
  $sum: () => new Sum(),
  $avg: () => new Average(),
  $min: () => new Extreme((order) => order < 0),
  $max: () => new Extreme((order) => order > 0),
  $first: () => new First(),
  $last: () => new Last(),
  $push: () => new Push(),
  $addToSet: () => new AddToSet(),
};

/** Integers exactly, doubles with the error of each addition carried along (Neumaier). What is no number is left out. */
class Sum implements Gatherer {
  #integers = 0n;
  #doubles = 0;
  #lost = 0;
  #decimals: Numeric | null = null;
  #hasDouble = false;
  #hasLong = false;

  take(found: Found): void {
    if (!isNumeric(found)) return;
    if (found._bsontype === 'Int32') this.#integers += BigInt(found.value);
    else if (found._bsontype === 'Long') {
      this.#hasLong = true;
      this.#integers += found.toBigInt();
    } else if (found._bsontype === 'Double') this.#addDouble(found.value);
    else this.#decimals = this.#decimals === null ? found : add(this.#decimals, found);
  }

  #addDouble(value: number): void {
    this.#hasDouble = true;
    const total = this.#doubles + value;
    if (Number.isFinite(total)) {
      this.#lost +=
        Math.abs(this.#doubles) >= Math.abs(value)
          ? this.#doubles - total + value
          : value - total + this.#doubles;
    }
    this.#doubles = total;
  }

  get result(): Numeric {
    const isPlain = !this.#hasDouble;
    const whole =
      integerOf(this.#integers, this.#hasLong ? 'long' : 'int') ?? new Double(Number(this.#integers));
    if (this.#decimals !== null) {
      const exact = isPlain ? toDecimal(whole) : add(toDecimal(whole), toDecimal(this.#double()));
      return add(this.#decimals, exact);
    }
    return isPlain ? whole : new Double(this.#double().value + Number(this.#integers));
  }

  #double(): Double {
    return new Double(Number.isFinite(this.#doubles) ? this.#doubles + this.#lost : this.#doubles);
  }
}

class Average implements Gatherer {
  readonly #sum = new Sum();
  #count = 0;

  take(found: Found): void {
    if (!isNumeric(found)) return;
    if (found._bsontype === 'Decimal128') throw notSupported('$avg of Decimal128 values');
    this.#sum.take(found);
    this.#count += 1;
  }

  get result(): Value {
    return this.#count === 0 ? null : new Double(toDouble(this.#sum.result) / this.#count);
  }
}

/** The least or greatest; null and missing values count only if there is nothing else. */
class Extreme implements Gatherer {
  readonly #isBetter: (order: number) => boolean;
  result: Value = null;

  constructor(isBetter: (order: number) => boolean) {
    this.#isBetter = isBetter;
  }

  take(found: Found): void {
    if (found === undefined || found === null) return;
    if (this.result === null || this.#isBetter(compare(found, this.result))) this.result = found;
  }
}

class First implements Gatherer {
  #isTaken = false;
  result: Value = null;

  take(found: Found): void {
    if (this.#isTaken) return;
    this.#isTaken = true;
    this.result = found ?? null;
  }
}

class Last implements Gatherer {
  result: Value = null;

  take(found: Found): void {
    this.result = found ?? null;
  }
}

class Push implements Gatherer {
  readonly result: Value[] = [];

  take(found: Found): void {
    if (found !== undefined) this.result.push(found);
  }
}

class AddToSet implements Gatherer {
  readonly #values = new Map<string, Value>();

  take(found: Found): void {
    if (found === undefined) return;
    const key = keyTextOf(found);
    if (!this.#values.has(key)) this.#values.set(key, found);
  }

  get result(): Value {
    return [...this.#values.values()];
  }
}
