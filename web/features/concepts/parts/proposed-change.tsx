import { useQuery } from '@tanstack/react-query';
import { DataTable } from '../../../components/facts/data-table.tsx';
import { Facts } from '../../../components/facts/facts.tsx';
import { OrganizationName } from '../../../lib/organizations/organization-name.tsx';
import { pickText } from '../../../lib/session/api.ts';
import { LANGUAGE_TAGS, useLanguage } from '../../../lib/language/language.tsx';
import { useText } from '../../../lib/language/text.ts';
import { conceptNamed } from '../model/concept-queries.ts';
import type { ShownChange } from '../model/proposal-documents.ts';
import { isEmpty, partsOf, type PartValue, type ShownPart } from '../model/proposed-parts.ts';
import { proposalsText } from '../words/proposals-text.ts';
import { ConceptLink } from './concept-link.tsx';
import css from './proposals.module.css';

/** One concept of a proposal: all of a new one, the difference to one that is there. */
export function ProposedChange({ change }: { readonly change: ShownChange }) {
  const t = useText(proposalsText);
  const { language } = useLanguage();
  const { proposed, present } = change;
  const name = pickText(proposed.prefLabel, language) ?? { text: proposed.id, language };
  const parts = partsOf(change);
  return (
    <section className={css['change']} aria-labelledby={proposed.id}>
      <h3 id={proposed.id}>
        {present === null ? (
          <span lang={LANGUAGE_TAGS[name.language]}>{name.text}</span>
        ) : (
          <ConceptLink concept={{ id: proposed.id, prefLabel: present.accepted.prefLabel }} />
        )}
      </h3>
      <p className={css['soft']}>
        <code>{proposed.id}</code> · {t(present === null ? 'newConcept' : 'changedConcept')}
      </p>
      {present !== null && parts.length === 0 && <p>{t('sameConcept')}</p>}
      {present === null && (
        <Facts
          facts={parts.map((part) => ({
            name: t(`parts.${wordOf(part.name)}`),
            value: <Value part={part} value={part.proposed} />,
          }))}
        />
      )}
      {present !== null && parts.length > 0 && (
        <DataTable
          caption={t('caption2', { name: name.text })}
          isCaptionHidden
          rows={parts}
          rowKey={(part) => part.name}
          columns={[
            { title: t('part'), isHeading: true, cell: (part) => t(`parts.${wordOf(part.name)}`) },
            { title: t('now'), cell: (part) => <Value part={part} value={part.now} /> },
            { title: t('proposed'), cell: (part) => <Value part={part} value={part.proposed} /> },
          ]}
        />
      )}
    </section>
  );
}

const WORDS = [
  ...(['prefLabel-zh', 'prefLabel-en', 'altLabels-zh', 'altLabels-en', 'altLabels-hant'] as const),
  ...(['altLabels-pinyin', 'altLabels-other', 'broader', 'related', 'scopeNote-zh'] as const),
  ...(['scopeNote-en', 'sources', 'exactMatch', 'community'] as const),
];

/** A dot would be a step into a catalog of words. */
function wordOf(name: string): (typeof WORDS)[number] {
  return WORDS.find((word) => word === name.replace('.', '-')) ?? 'sources';
}

interface ValueProps {
  readonly part: ShownPart;
  readonly value: PartValue | null;
}

function Value({ part, value }: ValueProps) {
  const t = useText(proposalsText);
  if (value === null || isEmpty(value)) return <span className={css['soft']}>{t('nothing')}</span>;
  if (value.kind === 'community') return value.id === null ? null : <OrganizationName id={value.id} />;
  const isText = value.kind === 'texts';
  const now = part.now?.kind === value.kind ? entriesOf(part.now) : [];
  const proposed = entriesOf(part.proposed);
  return (
    <ul role="list" className={css['values']}>
      {entriesOf(value).map((entry) => {
        const isOther = part.now !== null && !(now.includes(entry) && proposed.includes(entry));
        const shown = isText ? entry : <ConceptById id={entry} />;
        return (
          <li key={entry} lang={tagOf(part.name)}>
            {isOther ? value === part.proposed ? <ins>{shown}</ins> : <del>{shown}</del> : shown}
          </li>
        );
      })}
    </ul>
  );
}

function entriesOf(value: PartValue): readonly string[] {
  if (value.kind === 'community') return value.id === null ? [] : [value.id];
  return value.kind === 'texts' ? value.texts : value.ids;
}

const TAGS: Readonly<Record<string, string>> = {
  ...{ zh: 'zh-CN', en: 'en', hant: 'zh-Hant', pinyin: 'zh-Latn-pinyin', other: 'und' },
};

function tagOf(part: string): string | undefined {
  return TAGS[part.split('.')[1] ?? ''];
}

function ConceptById({ id }: { readonly id: string }) {
  const { data } = useQuery(conceptNamed(id));
  // One that is part of the same proposal has no page yet.
  return data == null ? <code>{id}</code> : <ConceptLink concept={data} />;
}
