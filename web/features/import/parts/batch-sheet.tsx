import type { SignedBatch } from '@lanran/sdk/publishing/batch-publishing';
import { useQuery } from '@tanstack/react-query';
import { BindingSheet } from '../../../components/forms/binding-sheet.tsx';
import { Notice } from '../../../components/page/notice.tsx';
import { AgreementLink } from '../../../lib/agreements/agreement-link.tsx';
import { agreementText } from '../../../lib/agreements/agreement-text.ts';
import { useAct } from '../../../lib/session/act.ts';
import { pickText, request } from '../../../lib/session/api.ts';
import { DoubtfulFiles } from '../../../lib/files/doubtful-files.tsx';
import { useFormats } from '../../../lib/language/format.ts';
import { useLanguage } from '../../../lib/language/language.tsx';
import { useText } from '../../../lib/language/text.ts';
import css from './import.module.css';
import type { BatchToSign } from '../model/import-run.ts';
import { importText } from '../words/import-text.ts';
import { ADMITTED_COMMUNITIES } from '../model/queries.ts';

const FIRST_TITLES = 5;

interface BatchSheetProps {
  readonly batch: BatchToSign;
  /** The holder's name. */
  readonly organization: string;
  onSigned(signed: SignedBatch): void;
  onClose(): void;
}

/** What one signature says of many records, before it is given. */
export function BatchSheet({ batch, organization, onSigned, onClose }: BatchSheetProps) {
  const t = useText(importText);
  const agreements = useText(agreementText);
  const formats = useFormats();
  const { language } = useLanguage();
  const act = useAct<unknown>();
  const { prepared, records, doubts, number } = batch;
  const count = prepared.length;
  const { data } = useQuery({
    queryKey: ['import', 'communities'],
    queryFn: ({ signal }) => request(ADMITTED_COMMUNITIES, {}, { signal }),
  });
  const communities = (data?.organizations.edges ?? []).map(({ node }) => node);
  const communityName = (id: string | null) => {
    if (id === null) return t('signNone');
    const found = communities.find((each) => each.id === id);
    return found === undefined ? id : (pickText(found.name, language)?.text ?? found.slug);
  };
  const titleOf = ({ content: { title }, externalId }: (typeof records)[number]) =>
    pickText({ en: title.en ?? null, zh: title.zh ?? null }, language)?.text ?? externalId;
  const counted = (names: readonly string[]) =>
    formats.list(
      [...new Set(names)].map((name) =>
        t('counted', { name, count: names.filter((each) => each === name).length }),
      ),
    );
  // An import names one in all records.
  const agreement = records[0]?.content.agreement;
  const reasons = [...new Set(records.flatMap(({ content }) => content.noCommunityReason ?? []))];
  const files = records.flatMap((record) => record.files);
  const isOpen = records.some(({ content }) => content.access === 'OPEN');
  const sign = async () => {
    const signed = await act.run(async (platform) => {
      const { signBatch } = await import('../model/engine.ts');
      return signBatch(platform, prepared);
    });
    // What the act gave is what it was asked for.
    if (signed !== null) onSigned(signed as SignedBatch);
  };
  const first = records.slice(0, FIRST_TITLES).map(titleOf);
  return (
    <BindingSheet
      title={t('signTitle', { count })}
      verb={t('signVerb', { count })}
      facts={[
        {
          name: t('signRecords'),
          value: t('signFirst', { titles: formats.list(first), rest: records.length - first.length }),
        },
        {
          name: t('signKinds'),
          value: counted(records.map(({ content }) => t(`kinds.${content.kind}`))),
        },
        {
          name: t('signFiles'),
          value: t('signFilesValue', {
            count: files.length,
            size: formats.bytes(files.reduce((sum, { bytes }) => sum + bytes, 0)),
          }),
        },
        {
          name: t('signAccess'),
          value: counted(records.map(({ content }) => t(`accesses.${content.access}`))),
        },
        {
          name: t('signCommunities'),
          value: counted(records.map(({ content }) => communityName(content.community))),
        },
        ...(reasons.length === 0
          ? []
          : [{ name: t('field.noCommunityReason'), value: reasons.map((each) => <p key={each}>{each}</p>) }]),
        ...(agreement === undefined
          ? []
          : [{ name: agreements('title'), value: <AgreementLink agreement={agreement} /> }]),
        { name: t('signHolder'), value: organization },
        { name: t('signBatch'), value: formats.number(number) },
      ]}
      concerns={t('signConcerns', { organization })}
      undo={isOpen ? t('signUndoOpen') : t('signUndo')}
      details={
        <ol className={css['scroll']} aria-label={t('signAll')}>
          {records.map((record, at) => (
            <li key={record.row}>
              {titleOf(record)} <span translate="no">({record.externalId})</span>{' '}
              <code>{prepared[at]?.statement.bodyHash}</code>
            </li>
          ))}
        </ol>
      }
      act={act}
      onSign={() => void sign()}
      onClose={onClose}
    >
      <Notice tone="live">{t('signChecked')}</Notice>
      <DoubtfulFiles files={doubts} />
    </BindingSheet>
  );
}
