import { useState } from 'react';
import { BindingSheet } from '../../../../components/forms/binding-sheet.tsx';
import { Button } from '../../../../components/forms/button.tsx';
import { Facts } from '../../../../components/facts/facts.tsx';
import { Notice } from '../../../../components/page/notice.tsx';
import { needsOthers } from '../../../../lib/council/deciding.ts';
import { useFormats } from '../../../../lib/language/format.ts';
import { PayoutChoice } from '../../../../lib/payout/payout-choice.tsx';
import { useText } from '../../../../lib/language/text.ts';
import { type ActOutcome, type Council, useCouncilAct } from '../../desk/model/council.ts';
import css from '../../desk/parts/council.module.css';
import { KeyName } from './key-name.tsx';
import { relayOrganizationAct } from '../model/organization-act.ts';
import { PendingNotice } from '../../signatures/parts/pending-notice.tsx';
import { PENDING_CALLS, pendingIn } from '../../signatures/model/pending.ts';
import { useSeatPayout } from '../model/seat-payout.ts';
import { successionText } from '../words/succession-text.ts';
import { usePending } from '../../signatures/model/use-pending.ts';

interface NamedNextProps {
  readonly council: Council;
  readonly succession: NonNullable<Council['community']['succession']>;
  onDone(outcome: ActOutcome, words: 'vetoed' | 'seated'): void;
}

const DAY_MS = 86_400_000;

/** Who is to follow: when, who named them, and how that is ended or accepted. */
export function NamedNext({ council, succession, onDone }: NamedNextProps) {
  const t = useText(successionText);
  const { moment } = useFormats();
  const [asked, setAsked] = useState<'veto' | 'accept' | null>(null);
  const { act, run } = useCouncilAct(council);
  const { candidate, seatableAt, byCouncil } = succession;
  const left = Math.max(0, Math.ceil((Date.parse(seatableAt) - Date.now()) / DAY_MS));
  const isSeatable = left === 0;
  const { isNamed } = council;
  const pending = usePending(council);
  const isProposed = pendingIn(pending, { calls: PENDING_CALLS[isNamed ? 'seat' : 'veto'] }).length > 0;
  const paid = useSeatPayout(council.community, candidate);
  const facts = [
    { name: t('who'), value: <KeyName address={candidate} council={council} /> },
    { name: t('namedBy'), value: t(byCouncil ? 'byCouncil' : 'byAccreditor') },
    { name: t('when'), value: isSeatable ? t('atOnce') : t('from', { day: moment(seatableAt), days: left }) },
  ];
  const perform = async (words: 'vetoed' | 'seated') => {
    const done = await run((platform) =>
      relayOrganizationAct(platform, council, (acts, id) =>
        words === 'vetoed'
          ? acts.vetoCouncilAct(id)
          : acts.actThenPayout(acts.acceptCouncilAct(id), {
              organizationId: id,
              payout: paid.wished ?? null,
            }),
      ),
    );
    if (done === null) return;
    setAsked(null);
    onDone(done.outcome, words);
  };
  const close = () => {
    act.reset();
    setAsked(null);
  };
  return (
    <section className={css['section']}>
      <h2>{t('next')}</h2>
      {!byCouncil && !isNamed && (
        <Notice tone="refused" title={isSeatable ? t('overdue') : t('daysLeft', { days: left })}>
          <p>{t('daysLeftWhy')}</p>
        </Notice>
      )}
      <Facts facts={facts} />
      <PendingNotice council={council} pending={pending} words={isNamed ? 'seat' : 'veto'} />
      {!isProposed && (
        <div className={css['buttons']}>
          {isNamed ? (
            <Button kind="act" isDisabled={!isSeatable} onPress={() => setAsked('accept')}>
              {t('accept')}
            </Button>
          ) : (
            <Button kind="act" onPress={() => setAsked('veto')}>
              {t(byCouncil ? 'takeBack' : 'veto')}
            </Button>
          )}
        </div>
      )}
      {isNamed && !isSeatable && <p>{t('notYet', { day: moment(seatableAt) })}</p>}
      {asked === 'veto' && (
        <BindingSheet
          title={t(byCouncil ? 'takeBackTitle' : 'vetoTitle')}
          verb={needsOthers(council.safe) ? t('propose') : t(byCouncil ? 'takeBack' : 'veto')}
          facts={facts}
          concerns={t('vetoConcerns')}
          undo={t('vetoUndo')}
          act={act}
          onSign={() => void perform('vetoed')}
          onClose={close}
        />
      )}
      {asked === 'accept' && (
        <BindingSheet
          title={t('acceptTitle')}
          verb={needsOthers(council.safe) ? t('propose') : t('accept')}
          facts={[...facts, { name: t('then'), value: t('acceptThen') }]}
          concerns={t('acceptConcerns')}
          undo={t('acceptUndo')}
          act={act}
          isReady={paid.wished !== undefined}
          onSign={() => void perform('seated')}
          onClose={close}
        >
          <PayoutChoice {...paid.choice} />
        </BindingSheet>
      )}
    </section>
  );
}
