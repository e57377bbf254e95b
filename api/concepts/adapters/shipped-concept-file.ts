import { existsSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { fileURLToPath } from 'node:url';
import type { Concept } from '../domain/concept.ts';
import { type ConceptInput, parseConcept } from '../domain/concept-input.ts';
import type { ShippedConcepts } from '../ports/concept-store.ts';

/** From the folder of this file, and from that of what was built. */
const PLACES = ['../data/concepts.jsonl', '../api/concepts/data/concepts.jsonl'];

/** The file of concepts that comes with the platform, one a line. */
export class ShippedConceptFile implements ShippedConcepts {
  async read(isWanted: (key: string) => boolean = () => true): Promise<readonly Concept[]> {
    const paths = PLACES.map((place) => fileURLToPath(new URL(place, import.meta.url)));
    const path = paths.find((candidate) => existsSync(candidate));
    if (path === undefined) throw new Error(`The concepts are not at ${paths.join(' or ')}.`);
    const lines = (await readFile(path, 'utf8')).split('\n').filter((line) => line !== '');
    return lines.flatMap((line, at) => {
      const input = JSON.parse(line) as ConceptInput;
      return isWanted(`${input.vocabulary}/${input.code}`) ? [parseConcept(input, `line ${at + 1}`)] : [];
    });
  }
}
