import { type SyntheticEvent, useState } from 'react';
import { useSearchParams } from 'react-router';
import { parseAssetId, parseOrganizationId } from '@lanran/protocol/ids';
import { BindingSheet } from '../../components/binding-sheet.tsx';
import { Button } from '../../components/button.tsx';
import { Empty } from '../../components/empty.tsx';
import { ErrorNotice } from '../../components/error-notice.tsx';
import { TextField } from '../../components/field.tsx';
import { StateMark } from '../../components/notice.tsx';
import { Skeleton } from '../../components/skeleton.tsx';
import { useFormats } from '../../lib/format.ts';
import { readPreference, writePreference } from '../../lib/preference.ts';
import { useText } from '../../lib/text.ts';
import { AssetPicture, useAssetTitle, useHolderName } from './asset-picture.tsx';
import { type ShownAsset, useCouncilAsset } from './assets.ts';
import { type ActOutcome, type Council, useCouncilAct } from './council.ts';
import { CouncilFrame } from './council-frame.tsx';
import css from './council.module.css';
import { type CouncilDispute, useCouncilDisputes } from './desk-queries.ts';
import { disputesText } from './disputes-text.ts';
import { OutcomeNotice } from './outcome-notice.tsx';

interface Said {
  readonly outcome: ActOutcome;
  readonly words: 'raised' | 'retracted';
}

export function DisputesPage() {
  const t = useText(disputesText);
  return (
    <CouncilFrame title={t('title')} lead={t('lead')}>
      {(council) => <Disputes council={council} />}
    </CouncilFrame>
  );
}

function Disputes({ council }: { readonly council: Council }) {
  const t = useText(disputesText);
  const [search, setSearch] = useSearchParams();
  const about = search.get('asset');
  const { data, error, refetch } = useCouncilDisputes(council);
  const [said, setSaid] = useState<Said | null>(null);
  const end = (outcome: ActOutcome, words: Said['words']) => {
    setSaid({ outcome, words });
    setSearch({}, { replace: true });
  };
  const open = data?.filter(({ isOpen }) => isOpen) ?? [];
  const over = data?.filter(({ isOpen }) => !isOpen) ?? [];
  const isRaisable = about !== null && !open.some(({ asset }) => asset?.id === about);
  return (
    <>
      {said !== null && <OutcomeNotice outcome={said.outcome} done={t(said.words)} council={council} />}
      {isRaisable && data !== undefined && (
        <Raise key={about} council={council} assetId={about} onDone={(outcome) => end(outcome, 'raised')} />
      )}
      {error !== null && <ErrorNotice error={error} onRetry={() => void refetch()} />}
      {data === undefined && error === null && <Skeleton />}
      {data?.length === 0 && !isRaisable && (
        <Empty title={t('nothing')}>
          <p>{t('nothingWhy')}</p>
          <p>{t('nothingHow')}</p>
        </Empty>
      )}
      <DisputeList
        title={t('open')}
        council={council}
        disputes={open}
        onDone={(outcome) => end(outcome, 'retracted')}
      />
      <DisputeList
        title={t('over')}
        council={council}
        disputes={over}
        onDone={(outcome) => end(outcome, 'retracted')}
      />
    </>
  );
}

interface DisputeListProps {
  readonly title: string;
  readonly council: Council;
  readonly disputes: readonly CouncilDispute[];
  onDone(outcome: ActOutcome): void;
}

function DisputeList({ title, council, disputes, onDone }: DisputeListProps) {
  if (disputes.length === 0) return null;
  return (
    <section className={css['section']}>
      <h2>{title}</h2>
      <ul role="list" className={css['list']}>
        {disputes.map((dispute) => (
          <DisputeRow
            key={`${dispute.asset?.id ?? ''}${dispute.openedAt}`}
            council={council}
            dispute={dispute}
            onDone={onDone}
          />
        ))}
      </ul>
    </section>
  );
}

interface DisputeRowProps {
  readonly council: Council;
  readonly dispute: CouncilDispute;
  onDone(outcome: ActOutcome): void;
}

function DisputeRow({ council, dispute, onDone }: DisputeRowProps) {
  const t = useText(disputesText);
  const { moment } = useFormats();
  const { asset, isOpen, openedAt, reason } = dispute;
  const title = useAssetTitle(asset?.title);
  return (
    <li className={css['row']}>
      {asset === null ? <span /> : <AssetPicture asset={asset} sizes="9rem" />}
      <div className={css['rowBody']}>
        <h3 lang={title.lang}>{title.text}</h3>
        <StateMark tone={isOpen ? 'refused' : 'plain'}>
          {t(isOpen ? 'openSince' : 'overSince', { day: moment(openedAt) })}
        </StateMark>
        <blockquote className={css['reason']}>{reason ?? t('noWords')}</blockquote>
        {isOpen && asset !== null && <Retract council={council} asset={asset} onDone={onDone} />}
      </div>
    </li>
  );
}

interface RetractProps {
  readonly council: Council;
  readonly asset: ShownAsset;
  onDone(outcome: ActOutcome): void;
}

function Retract({ council, asset, onDone }: RetractProps) {
  const t = useText(disputesText);
  const title = useAssetTitle(asset.title);
  const holder = useHolderName(asset.holder);
  const [isAsked, setIsAsked] = useState(false);
  const { act, run } = useCouncilAct(council);
  const retract = async () => {
    const done = await run(async (platform) => {
      const { retractDisputeAct } = await import('@lanran/client/dispute-acts');
      const { relay } = await import('@lanran/client/relaying');
      const dispute = {
        assetId: parseAssetId(asset.id),
        organizationId: parseOrganizationId(council.community.id),
      };
      return relay(platform, retractDisputeAct(dispute));
    });
    if (done === null) return;
    setIsAsked(false);
    onDone(done.outcome);
  };
  return (
    <div>
      <Button onPress={() => setIsAsked(true)}>{t('retract')}</Button>
      {isAsked && (
        <BindingSheet
          title={t('retractTitle', { title: title.text })}
          verb={council.safe === null ? t('retract') : t('propose')}
          facts={[
            { name: t('facts.what'), value: <span lang={title.lang}>{title.text}</span> },
            { name: t('facts.then'), value: t('retractThen') },
          ]}
          concerns={t('concerns', { holder })}
          undo={t('retractUndo')}
          act={act}
          onSign={() => void retract()}
          onClose={() => {
            act.reset();
            setIsAsked(false);
          }}
        />
      )}
    </div>
  );
}

interface RaiseProps {
  readonly council: Council;
  readonly assetId: string;
  onDone(outcome: ActOutcome): void;
}

function Raise({ council, assetId, onDone }: RaiseProps) {
  const { data: asset, error, refetch } = useCouncilAsset(council, assetId);
  if (asset === null) return null;
  // What is being signed is not taken away because it could not be asked for again.
  if (asset === undefined) {
    return error === null ? <Skeleton /> : <ErrorNotice error={error} onRetry={() => void refetch()} />;
  }
  return <RaiseForm council={council} asset={asset} onDone={onDone} />;
}

function RaiseForm({ council, asset, onDone }: RetractProps) {
  const t = useText(disputesText);
  const title = useAssetTitle(asset.title);
  const holder = useHolderName(asset.holder);
  const kept = `council.dispute.${asset.id}`;
  const [reason, setReason] = useState(() => readPreference(kept) ?? '');
  const [isChecked, setIsChecked] = useState(false);
  const [isLooking, setIsLooking] = useState(false);
  const { act, run } = useCouncilAct(council);
  const isMissing = reason.trim().length < 2;
  const look = (event: SyntheticEvent) => {
    event.preventDefault();
    setIsChecked(true);
    if (!isMissing) setIsLooking(true);
  };
  const raise = async () => {
    const done = await run(async (platform) => {
      const [{ disputeAct }, { relay }, { stateReason }] = await Promise.all([
        import('@lanran/client/dispute-acts'),
        import('@lanran/client/relaying'),
        import('@lanran/client/state-reason'),
      ]);
      const reasonHash = await stateReason(platform.api, reason.trim());
      const dispute = {
        assetId: parseAssetId(asset.id),
        organizationId: parseOrganizationId(council.community.id),
      };
      return relay(platform, disputeAct({ ...dispute, reasonHash }));
    });
    if (done === null) return;
    writePreference(kept, '');
    setIsLooking(false);
    onDone(done.outcome);
  };
  return (
    <section className={css['section']} aria-labelledby="raise">
      <h2 id="raise">{t('raiseTitle', { title: title.text })}</h2>
      <div className={css['row']}>
        <AssetPicture asset={asset} sizes="9rem" />
        <form onSubmit={look} className={css['rowBody']}>
          <p>{t('raiseLead')}</p>
          <TextField
            label={t('reason')}
            hint={t('reasonHint')}
            rows={5}
            maxLength={2000}
            value={reason}
            error={isChecked && isMissing ? t('reasonMissing') : null}
            onChange={(text) => {
              setReason(text);
              writePreference(kept, text);
            }}
          />
          <div>
            <Button type="submit" kind="main">
              {t('look')}
            </Button>
          </div>
        </form>
      </div>
      {isLooking && (
        <BindingSheet
          title={t('raiseTitle', { title: title.text })}
          verb={council.safe === null ? t('raise') : t('propose')}
          facts={[
            { name: t('facts.what'), value: <span lang={title.lang}>{title.text}</span> },
            { name: t('facts.reason'), value: <span className={css['reason']}>{reason.trim()}</span> },
            { name: t('facts.then'), value: t('raiseThen') },
            { name: t('facts.who'), value: t('raiseWho') },
          ]}
          concerns={t('concerns', { holder })}
          undo={t('raiseUndo')}
          act={act}
          onSign={() => void raise()}
          onClose={() => {
            act.reset();
            setIsLooking(false);
          }}
        />
      )}
    </section>
  );
}
