import { type Fact, Facts } from '../../../components/facts/facts.tsx';
import { useText } from '../../../lib/language/text.ts';
import type { NamedConcept, ShownConcept } from '../model/documents.ts';
import { conceptsText } from '../words/text.ts';
import { ConceptLink } from './concept-link.tsx';
import css from './concept-page.module.css';

/** What is above it, below it and beside it. */
export function ConceptPlace({ concept }: { readonly concept: ShownConcept }) {
  const t = useText(conceptsText);
  const facts = (['broader', 'narrower', 'related'] as const).map((relation): Fact => {
    const concepts = concept[relation];
    return {
      name: t(relation),
      value:
        concepts.length === 0 ? (
          <span className={css['soft']}>{t('none')}</span>
        ) : (
          <Concepts concepts={concepts} />
        ),
    };
  });
  return (
    <section className={css['section']} aria-labelledby="place">
      <h2 id="place">{t('place')}</h2>
      <Facts facts={facts} />
    </section>
  );
}

function Concepts({ concepts }: { readonly concepts: readonly NamedConcept[] }) {
  return (
    <ul role="list" className={css['links']}>
      {concepts.map((concept) => (
        <li key={concept.id}>
          <ConceptLink concept={concept} isBilingual />
        </li>
      ))}
    </ul>
  );
}
