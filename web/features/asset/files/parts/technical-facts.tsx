import { Facts } from '../../../../components/facts/facts.tsx';
import { StateMark, type Tone } from '../../../../components/page/notice.tsx';
import { useFormats } from '../../../../lib/language/format.ts';
import { useText } from '../../../../lib/language/text.ts';
import type { InspectedFile } from '../model/file-documents.ts';
import css from './file-table.module.css';
import { formatFact } from '../model/format-fact.ts';
import { technicalText } from '../words/technical-text.ts';

type Technical = NonNullable<InspectedFile['technical']>;
type Notice = Technical['notices'][number];

const TONES: Readonly<Record<Notice['code'], Tone>> = {
  ACTIVE_CONTENT: 'refused',
  INVALID: 'unknown',
  NO_FACTS: 'plain',
  NOT_INSPECTED: 'plain',
  TOOL_MISSING: 'plain',
  UNDECODABLE: 'unknown',
};

/** Sections of facts, after what a reader of the file should beware of. */
export function TechnicalFacts({ technical }: { readonly technical: Technical }) {
  const t = useText(technicalText);
  const formats = useFormats();
  const codes = [...new Set(technical.notices.map(({ code }) => code))];
  return (
    <>
      {codes.map((code) => (
        <div key={code}>
          <StateMark tone={TONES[code]}>{t(`notice.${code}`)}</StateMark>
          <ul className={css['particulars']} lang="en">
            {technical.notices
              .filter((notice) => notice.code === code)
              .map(({ detail }) => (
                <li key={detail}>{detail}</li>
              ))}
          </ul>
        </div>
      ))}
      {technical.sections.map(({ kind, facts }, at) => (
        // Sections have no ids, and their order is that of the file.
        <section key={at} aria-label={t(`section.${kind}`)}>
          <h3 className={css['heading']}>{t(`section.${kind}`)}</h3>
          <Facts
            facts={facts.map((fact) => ({
              name: t(`fact.${fact.name}`),
              value: formatFact(fact, formats, t).join('; '),
            }))}
          />
        </section>
      ))}
    </>
  );
}
