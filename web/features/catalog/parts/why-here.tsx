import { useId, useState } from 'react';
import { useLanguage } from '../../../lib/language/language.tsx';
import { useText } from '../../../lib/language/text.ts';
import { pickText } from '../../../lib/session/api.ts';
import type { Reason } from '../model/documents.ts';
import { resultText } from '../words/result-text.ts';
import css from './results.module.css';

interface WhyHereProps {
  readonly reasons: readonly Reason[];
  /** Of the asset: several of these stand on a page. */
  readonly title: string;
}

/** Why an asset is among the results, each part of the text once. */
export function WhyHere({ reasons, title }: WhyHereProps) {
  const t = useText(resultText);
  const id = useId();
  const [isOpen, setIsOpen] = useState(false);
  if (reasons.length === 0) return null;
  return (
    <div className={css['why']}>
      <button
        type="button"
        aria-label={t('whyOf', { title })}
        aria-expanded={isOpen}
        aria-controls={id}
        onClick={() => setIsOpen((wasOpen) => !wasOpen)}
      >
        {t('why')}
      </button>
      <ul id={id} hidden={!isOpen}>
        {isOpen && reasons.map((reason, at) => <ReasonLine key={at} reason={reason} />)}
      </ul>
    </div>
  );
}

function ReasonLine({ reason: { text, kind, field, meant } }: { readonly reason: Reason }) {
  const t = useText(resultText);
  const { language } = useLanguage();
  const where = isKnown(field) ? t(`fields.${field}`) : field;
  const name = pickText(meant, language)?.text ?? text;
  // A word that is the name itself needs no explanation.
  const told = kind === 'CONCEPT' && name.toLowerCase() === text.toLowerCase() ? 'TEXT' : kind;
  return <li>{t(`reasons.${told}`, { text, where, meant: name })}</li>;
}

function isKnown(field: string): field is keyof typeof resultText.en.fields {
  return field in resultText.en.fields;
}
