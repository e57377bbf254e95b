import { ChevronRight } from 'lucide-react';
import { lazy, type SyntheticEvent, Suspense, useState } from 'react';
import { isKnownKind } from '@lanran/protocol/log/statement';
import { Button } from '../../components/forms/button.tsx';
import { Facts } from '../../components/facts/facts.tsx';
import { Progress } from '../../components/page/progress.tsx';
import { pickText } from '../session/api.ts';
import { useFormats } from '../language/format.ts';
import { useLanguage } from '../language/language.tsx';
import { useText } from '../language/text.ts';
import type { StatementEntry } from './documents.ts';
import { ProofButton } from './proof-button.tsx';
import { StatementPapers } from './statement-papers.tsx';
import { territoriesText, wholeTerritoriesText } from '../territories/window-text.ts';
import css from './statement-timeline.module.css';
import { namesIn, readDetails, textIn } from './statement-details.ts';
import { readScope } from '../taking-down/scope-text.ts';
import { threadText } from './timeline-text.ts';

/** The verifier is large, and most readers only read. */
const CheckYourself = lazy(async () => ({ default: (await import('./check-yourself.tsx')).CheckYourself }));

/** By the checkpoint key (docs/formats.md, "Evidence"). */
const BY_LOG = ['genesis', 'key-rotated', 'migrated', 'fixity-checked'];

interface StatementKnotProps {
  readonly entry: StatementEntry;
  readonly sentence: string;
}

/** One statement: a sentence, and on opening who signed it, since when it cannot be changed, and the proof. */
export function TimelineItem({ entry, sentence }: StatementKnotProps) {
  const t = useText(threadText);
  const { language } = useLanguage();
  const { moment } = useFormats();
  const [isOpen, setIsOpen] = useState(false);
  const details = readDetails(entry.details);
  const unasked = textIn(details, 'noCommunityReason');
  const note = textIn(details, 'note');
  const follow = (event: SyntheticEvent<HTMLDetailsElement>) => setIsOpen(event.currentTarget.open);
  return (
    <li className={css['knot']}>
      <details onToggle={follow}>
        <summary>
          <span className={css['sentence']}>{sentence}</span>{' '}
          <span className={css['time']}>
            <ChevronRight size={16} aria-hidden="true" className={css['chevron']} />
            <time dateTime={entry.issuedAt}>{moment(entry.issuedAt)}</time>
          </span>
        </summary>
        {isOpen && <OpenKnot entry={entry} />}
      </details>
      {unasked !== null && <p className={css['reason']}>{t('noCommunityReason', { reason: unasked })}</p>}
      {note !== null && <p className={css['reason']}>{t('note', { note })}</p>}
      {entry.scope !== null && (
        <p className={css['reason']}>{t('takenDown', { what: readScope(entry.scope, language) })}</p>
      )}
      {entry.reason !== null && <p className={css['reason']}>{t('reason', { reason: entry.reason })}</p>}
    </li>
  );
}

function OpenKnot({ entry }: { readonly entry: StatementEntry }) {
  const t = useText(threadText);
  const { language } = useLanguage();
  const { moment, number } = useFormats();
  const [isChecking, setIsChecking] = useState(false);
  const territories = namesIn(readDetails(entry.details), 'territories');
  const isCut = territoriesText(territories, language) !== wholeTerritoriesText(territories, language);
  const signed = BY_LOG.includes(entry.kind)
    ? t('byLog')
    : !isKnownKind(entry.kind)
      ? t('byUnknown')
      : entry.signer === null
        ? t('byRules')
        : t('byMember', { key: shortKey(entry.signer) });
  return (
    <div className={css['open']}>
      <Facts
        facts={[
          { name: t('whose'), value: pickText(entry.organization?.name, language)?.text ?? t('nobody') },
          { name: t('signedBy'), value: signed },
          { name: t('statedAt'), value: moment(entry.issuedAt) },
          {
            name: t('latest'),
            value:
              entry.anchor === null ? t('notAnchored') : t('anchored', { moment: moment(entry.anchor.at) }),
          },
          { name: t('place'), value: number(entry.leafIndex) },
          ...(isCut ? [{ name: t('territories'), value: wholeTerritoriesText(territories, language) }] : []),
        ]}
      />
      <div className={css['acts']}>
        {!isChecking && (
          <Button kind="main" onPress={() => setIsChecking(true)}>
            {t('check')}
          </Button>
        )}
        <ProofButton statementHash={entry.statementHash} />
      </div>
      {isChecking && (
        <Suspense fallback={<Progress label={t('checking')} value={null} />}>
          <CheckYourself statementHash={entry.statementHash} />
        </Suspense>
      )}
      <StatementPapers entry={entry} />
    </div>
  );
}

function shortKey(key: string): string {
  return `${key.slice(0, 6)}…${key.slice(-4)}`;
}
