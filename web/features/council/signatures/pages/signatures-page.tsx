import { useState } from 'react';
import { Button } from '../../../../components/forms/button.tsx';
import { Details } from '../../../../components/facts/details.tsx';
import { Empty } from '../../../../components/page/empty.tsx';
import { ErrorNotice } from '../../../../components/page/error-notice.tsx';
import { Skeleton } from '../../../../components/page/skeleton.tsx';
import { needsOthers, useDecidingWords } from '../../../../lib/council/deciding.ts';
import { useText } from '../../../../lib/language/text.ts';
import type { ActOutcome, Council, Safe } from '../../desk/model/council.ts';
import { CouncilFrame } from '../../desk/parts/council-frame.tsx';
import css from '../../desk/parts/council.module.css';
import { KeyList } from '../../seat/parts/key-list.tsx';
import { OutcomeNotice } from '../parts/outcome-notice.tsx';
import { ProposalCard } from '../parts/proposal-card.tsx';
import { type Proposal, useProposals, type Waiting, waitingOf } from '../model/proposals.ts';
import { signaturesText } from '../words/signatures-text.ts';

export function SignaturesPage() {
  const t = useText(signaturesText);
  const deciding = useDecidingWords();
  return (
    <CouncilFrame title={t('title')} lead={t('lead')} isForNamed>
      {(council) =>
        council.safe === null ? (
          <Empty title={t('alone')}>
            <p>{deciding('you', null)}</p>
            <p>{t('share')}</p>
          </Empty>
        ) : (
          <Signatures council={council} safe={council.safe} />
        )
      }
    </CouncilFrame>
  );
}

function Signatures({ council, safe }: { readonly council: Council; readonly safe: Safe }) {
  const t = useText(signaturesText);
  const deciding = useDecidingWords();
  const { data, error, refetch } = useProposals(council);
  const [outcome, setOutcome] = useState<{ readonly value: ActOutcome } | null>(null);
  const waiting = data === undefined ? [] : waitingOf(data);
  const settled = data?.filter(({ state }) => state === 'EXECUTED' || state === 'OVERTAKEN') ?? [];
  return (
    <>
      {outcome !== null && <OutcomeNotice outcome={outcome.value} done={t('done')} council={council} />}
      {error !== null && <ErrorNotice error={error} onRetry={() => void refetch()} />}
      {data === undefined && error === null && <Skeleton lines={5} />}
      {data !== undefined && waiting.length === 0 && (
        <Empty title={t('nothing')}>
          <p>
            {needsOthers(safe)
              ? t('nothingWhy', { threshold: safe.threshold, count: safe.owners.length })
              : t('atOnce')}
          </p>
        </Empty>
      )}
      {waiting.length > 0 && (
        <WaitingList
          council={council}
          safe={safe}
          waiting={waiting}
          onDone={(value) => setOutcome({ value })}
        />
      )}
      <section className={css['section']}>
        <h2>{t('members')}</h2>
        <p>{deciding('you', safe)}</p>
        {safe.owners.length === 1 && <p>{t('share')}</p>}
        <KeyList addresses={safe.owners} council={council} />
      </section>
      {settled.length > 0 && <Settled council={council} safe={safe} settled={settled} />}
    </>
  );
}

interface WaitingListProps {
  readonly council: Council;
  readonly safe: Safe;
  readonly waiting: readonly Waiting[];
  onDone(outcome: ActOutcome): void;
}

function WaitingList({ council, safe, waiting, onDone }: WaitingListProps) {
  const t = useText(signaturesText);
  return (
    <section className={css['section']}>
      <h2>{t('waiting', { count: waiting.length })}</h2>
      {waiting.length > 1 && <p>{t('order')}</p>}
      <ol role="list" className={css['list']}>
        {waiting.map((one) => (
          <ProposalCard key={one.proposal.hash} council={council} safe={safe} waiting={one} onDone={onDone} />
        ))}
      </ol>
    </section>
  );
}

const FEW = 5;

interface SettledProps {
  readonly council: Council;
  readonly safe: Safe;
  readonly settled: readonly Proposal[];
}

function Settled({ council, safe, settled }: SettledProps) {
  const t = useText(signaturesText);
  const [isWhole, setIsWhole] = useState(false);
  const shown = isWhole ? settled : settled.slice(0, FEW);
  return (
    <section className={css['section']}>
      <Details summary={t('settled', { count: settled.length })}>
        <ol role="list" className={css['list']}>
          {shown.map((proposal) => (
            <ProposalCard
              key={proposal.hash}
              council={council}
              safe={safe}
              waiting={{ proposal, before: 0, isContested: false }}
            />
          ))}
        </ol>
        {!isWhole && settled.length > FEW && (
          <div>
            <Button onPress={() => setIsWhole(true)}>{t('all')}</Button>
          </div>
        )}
      </Details>
    </section>
  );
}
