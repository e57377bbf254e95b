import type DataLoader from 'dataloader';
import type { Actor } from '../kernel/actor.ts';

/** Names one kind of read, which a request gathers into one query. */
export interface LoaderKey<K, V, C = K> {
  readonly name: string;
  /** Only for the compiler. */
  readonly loads?: DataLoader<K, V, C>;
}

export function loaderKey<K, V, C = K>(name: string): LoaderKey<K, V, C> {
  return { name };
}

/** How a kind of read is answered, for one actor. */
export interface LoaderPart {
  readonly name: string;
  readonly make: (actor: Actor) => unknown;
}

export function answering<K, V, C>(
  { name }: LoaderKey<K, V, C>,
  make: (actor: Actor) => DataLoader<K, V, C>,
): LoaderPart {
  return { name, make };
}

/** The reads of one request. */
export class Loaders {
  readonly #actor: Actor;
  readonly #parts: ReadonlyMap<string, LoaderPart>;
  readonly #made = new Map<string, unknown>();

  constructor(actor: Actor, parts: ReadonlyMap<string, LoaderPart>) {
    this.#actor = actor;
    this.#parts = parts;
  }

  /** @throws Error when nothing answers this kind */
  of<K, V, C>({ name }: LoaderKey<K, V, C>): DataLoader<K, V, C> {
    const made = this.#made.get(name) ?? this.#make(name);
    // `answering` ties the key's types to what its part makes.
    return made as DataLoader<K, V, C>;
  }

  #make(name: string): unknown {
    const part = this.#parts.get(name);
    if (part === undefined) throw new Error(`No part answers the loader ${name}.`);
    const made = part.make(this.#actor);
    this.#made.set(name, made);
    return made;
  }
}
