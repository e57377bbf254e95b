import { ShippedConceptFile } from '@lanran/api/concepts/adapters/shipped-concept-file';
import { Concepts } from '@lanran/api/concepts/domain/concepts';
import type { ConceptReader } from '@lanran/api/concepts/ports/concept-reader';
import type { Stores } from '@lanran/api/stores';

/** The concepts that come with the platform, read once. */
export async function shippedConcepts(): Promise<Concepts> {
  reading ??= new ShippedConceptFile()
    .read()
    .then((concepts) => Concepts.NONE.with([{ version: 1, concepts }]));
  return reading;
}

let reading: Promise<Concepts> | null = null;

/** These, and never others. */
export const SHIPPED_READER: ConceptReader = { current: shippedConcepts };

/** Puts them into stores, as a start does. */
export async function shipConcepts({ conceptChanges, concepts }: Stores): Promise<void> {
  const { all } = await shippedConcepts();
  await conceptChanges.ship({ version: 1, concepts: all }, new Date());
  await concepts.newest();
}
