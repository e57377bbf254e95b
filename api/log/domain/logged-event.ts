import type { Hex } from '@lanran/protocol/kernel/bytes';
import { fieldValue } from '@lanran/protocol/log/body';
import { type LicenseId, licenseIdFrom } from '@lanran/protocol/kernel/ids';
import type { JsonObject, JsonValue } from '@lanran/protocol/kernel/json';
import { parseAddress } from '@lanran/protocol/kernel/signature';
import type { LoggedStatement } from './logged-statement.ts';

export class MalformedEventError extends Error {
  override readonly name = 'MalformedEventError';
}

/** The decoded event in the body of a statement that follows the chain; throws MalformedEventError on what it lacks. */
export class LoggedEvent {
  readonly #index: number;
  readonly #members: JsonObject;

  private constructor(index: number, members: JsonObject) {
    this.#index = index;
    this.#members = members;
  }

  static of(logged: LoggedStatement): LoggedEvent {
    return new LoggedEvent(
      logged.index,
      asObject(fieldValue({ fields: logged.body }, 'event'), logged.index, 'event'),
    );
  }

  /** An event that is not in the log yet. */
  static ofArguments(members: JsonObject): LoggedEvent {
    return new LoggedEvent(-1, members);
  }

  /** The transaction and block time of the event. */
  static positionOf(logged: LoggedStatement): { transaction: Hex; time: Date } {
    const position = asObject(fieldValue({ fields: logged.body }, 'position'), logged.index, 'position');
    const event = new LoggedEvent(logged.index, position);
    // A transaction hash as the chain adapter decoded it: lower-case hex.
    return {
      transaction: event.text('transaction') as Hex,
      time: new Date(logged.statement.issuedAt * 1000),
    };
  }

  /** The number of the event's block. */
  static blockOf(logged: LoggedStatement): number {
    const position = asObject(fieldValue({ fields: logged.body }, 'position'), logged.index, 'position');
    const number = position['blockNumber'];
    if (typeof number === 'number') return number;
    throw new MalformedEventError(`Leaf ${logged.index} names no block of its event.`);
  }

  text(name: string): string {
    const value = this.#members[name];
    if (typeof value !== 'string') throw this.#lacks(name);
    return value;
  }

  integer(name: string): bigint {
    const text = this.text(name);
    if (!/^\d+$/.test(text)) throw this.#lacks(name);
    return BigInt(text);
  }

  number(name: string): number {
    return Number(this.integer(name));
  }

  boolean(name: string): boolean {
    const value = this.#members[name];
    if (typeof value !== 'boolean') throw this.#lacks(name);
    return value;
  }

  /** Lower case; null for the zero address. */
  address(name: string): Hex | null {
    const address = parseAddress(this.text(name), name);
    return BigInt(address) === 0n ? null : address;
  }

  /** A license's or order's id, which events have as a number. */
  licenseId(name: string): LicenseId {
    return licenseIdFrom(this.integer(name));
  }

  struct(name: string): LoggedEvent {
    return new LoggedEvent(this.#index, asObject(this.#members[name], this.#index, name));
  }

  structs(name: string): LoggedEvent[] {
    return this.#list(name).map(
      (member) => new LoggedEvent(this.#index, asObject(member, this.#index, name)),
    );
  }

  numbers(name: string): number[] {
    return this.#list(name).map((member) => {
      if (typeof member !== 'string' || !/^\d+$/.test(member)) throw this.#lacks(name);
      return Number(member);
    });
  }

  #list(name: string): readonly JsonValue[] {
    const value = this.#members[name];
    if (!Array.isArray(value)) throw this.#lacks(name);
    return value as readonly JsonValue[];
  }

  #lacks(name: string): MalformedEventError {
    return new MalformedEventError(`The event of leaf ${this.#index} has no usable ${name}.`);
  }
}

function asObject(value: JsonValue | undefined, index: number, name: string): JsonObject {
  if (typeof value !== 'object' || value === null || Array.isArray(value)) {
    throw new MalformedEventError(`Leaf ${index} has no ${name}.`);
  }
  // Narrowed: neither a list nor null.
  return value as JsonObject;
}
