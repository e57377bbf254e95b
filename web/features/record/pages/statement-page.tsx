import { useQuery } from '@tanstack/react-query';
import { lazy, Suspense, useState } from 'react';
import { Link, useParams } from 'react-router';
import { isKnownKind } from '@lanran/protocol/log/statement';
import { Button, ButtonLink } from '../../../components/forms/button.tsx';
import { ErrorNotice } from '../../../components/page/error-notice.tsx';
import { type Fact, Facts } from '../../../components/facts/facts.tsx';
import { Notice, StateMark } from '../../../components/page/notice.tsx';
import { Page } from '../../../components/page/page.tsx';
import { Progress } from '../../../components/page/progress.tsx';
import { Skeleton } from '../../../components/page/skeleton.tsx';
import { pickText, request } from '../../../lib/session/api.ts';
import { useFormats } from '../../../lib/language/format.ts';
import { LANGUAGE_TAGS, useLanguage } from '../../../lib/language/language.tsx';
import { ProofButton } from '../../../lib/statements/proof-button.tsx';
import { StatementPapers } from '../../../lib/statements/statement-papers.tsx';
import { readDetails, textIn } from '../../../lib/statements/statement-details.ts';
import { useSentences } from '../../../lib/statements/use-sentences.ts';
import { useText } from '../../../lib/language/text.ts';
import { CheckPlace } from '../parts/check-place.tsx';
import { LOG_STATEMENT, type LogEntry } from '../model/documents.ts';
import css from '../parts/statement-page.module.css';
import { recordText } from '../words/text.ts';

/** The verifier is large, and most readers only read. */
const CheckYourself = lazy(async () => ({
  default: (await import('../../../lib/statements/check-yourself.tsx')).CheckYourself,
}));

/** By the checkpoint key (docs/formats.md, "Evidence"). */
const BY_LOG = ['genesis', 'key-rotated', 'migrated', 'fixity-checked'];

/** One statement: what it says, who signed, since when it is beyond change, and whether all that is true. */
export function StatementPage() {
  const t = useText(recordText);
  const { statementHash = '' } = useParams();
  const isHash = /^0x[0-9a-f]{64}$/i.test(statementHash);
  const query = useQuery({
    enabled: isHash,
    queryKey: ['log-statement', statementHash],
    queryFn: ({ signal }) => request(LOG_STATEMENT, { hash: statementHash }, { signal }),
  });
  if (!isHash) return <MissingStatement />;
  if (query.isPending)
    return (
      <Page title={t('statement')}>
        <Skeleton />
      </Page>
    );
  if (query.isError)
    return (
      <Page title={t('statement')} width="text">
        <ErrorNotice error={query.error} onRetry={() => void query.refetch()} />
      </Page>
    );
  const { statement: entry, deployment } = query.data;
  if (entry === null) return <MissingStatement />;
  const log = deployment.contracts.find(({ name }) => name === 'ProvenanceLog')?.address ?? null;
  return <Statement entry={entry} checkpointKey={deployment.checkpointKey} logAddress={log} />;
}

function MissingStatement() {
  const t = useText(recordText);
  return (
    <Page title={t('missing')} width="text" lead={<p>{t('missingLead')}</p>}>
      <div>
        <ButtonLink to="/record">{t('backToLog')}</ButtonLink>
      </div>
    </Page>
  );
}

interface StatementProps {
  readonly entry: LogEntry;
  readonly checkpointKey: string;
  readonly logAddress: string | null;
}

function Statement({ entry, checkpointKey, logAddress }: StatementProps) {
  const t = useText(recordText);
  const isHidden = entry.statement === '{}';
  const sentence = useSentences([entry]).get(entry.statementHash) ?? entry.kind;
  return (
    <Page
      title={sentence.replace(/[.。]$/, '')}
      lead={
        <p>
          <Link to="/record">{t('backToLog')}</Link>
        </p>
      }
    >
      {isHidden && <Notice>{t('hiddenLead')}</Notice>}
      <div className={css['columns']}>
        <div className={css['column']}>
          <StatementFacts entry={entry} isHidden={isHidden} />
          {!isHidden && <StatementPapers entry={entry} />}
        </div>
        <div className={css['column']}>
          <CheckPlace entry={entry} checkpointKey={checkpointKey} logAddress={logAddress} />
          {entry.assetId !== null && <CheckContent statementHash={entry.statementHash} />}
        </div>
      </div>
    </Page>
  );
}

function StatementFacts({ entry, isHidden }: { readonly entry: LogEntry; readonly isHidden: boolean }) {
  const t = useText(recordText);
  const formats = useFormats();
  const { language } = useLanguage();
  const { asset, anchor, organization, signer, kind, reason } = entry;
  const details = readDetails(entry.details);
  const unasked = textIn(details, 'noCommunityReason');
  const note = textIn(details, 'note');
  const title = pickText(asset?.title, language);
  const actor = pickText(organization?.name, language);
  const signed = BY_LOG.includes(kind)
    ? t('byLog')
    : isHidden
      ? t('notShown')
      : !isKnownKind(kind)
        ? t('byUnknown')
        : signer === null
          ? t('byRules')
          : t('byMember', { key: `${signer.slice(0, 6)}…${signer.slice(-4)}` });
  const facts: Fact[] = [
    ...(asset === null || title === null
      ? []
      : [
          {
            name: t('aboutAsset'),
            value: (
              <Link to={`/assets/${asset.id}`} lang={LANGUAGE_TAGS[title.language]}>
                {title.text}
              </Link>
            ),
          },
        ]),
    {
      name: t('whose'),
      value:
        actor === null || organization === null ? (
          t('unknownActor')
        ) : (
          <Link to={`/organizations/${organization.slug}`} lang={LANGUAGE_TAGS[actor.language]}>
            {actor.text}
          </Link>
        ),
    },
    { name: t('signedBy'), value: signed },
    ...(unasked === null ? [] : [{ name: t('noCommunityReason'), value: unasked }]),
    ...(note === null ? [] : [{ name: t('note'), value: note }]),
    ...(reason === null ? [] : [{ name: t('reason'), value: reason }]),
    { name: t('statedAt'), value: formats.moment(entry.issuedAt) },
    {
      name: t('latest'),
      value:
        anchor === null ? (
          <StateMark tone="unknown">{t('latestNone')}</StateMark>
        ) : (
          t('latestValue', { time: formats.moment(anchor.at) })
        ),
    },
    { name: t('placeInLog'), value: t('place', { index: formats.number(entry.leafIndex) }) },
  ];
  return <Facts facts={facts} />;
}

function CheckContent({ statementHash }: { readonly statementHash: string }) {
  const t = useText(recordText);
  const [isChecking, setIsChecking] = useState(false);
  return (
    <section className={css['check']} aria-labelledby="content-check">
      <h2 id="content-check">{t('checkContent')}</h2>
      <p>{t('checkContentLead')}</p>
      <div className={css['buttons']}>
        {!isChecking && (
          <Button kind="main" onPress={() => setIsChecking(true)}>
            {t('checkContentButton')}
          </Button>
        )}
        <ProofButton statementHash={statementHash} />
      </div>
      {isChecking && (
        <Suspense fallback={<Progress label={t('checking')} value={null} />}>
          <CheckYourself statementHash={statementHash} />
        </Suspense>
      )}
    </section>
  );
}
