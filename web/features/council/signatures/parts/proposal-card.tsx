import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import type { Hex } from '@lanran/protocol/kernel/bytes';
import { BindingSheet } from '../../../../components/forms/binding-sheet.tsx';
import { Button } from '../../../../components/forms/button.tsx';
import { Details } from '../../../../components/facts/details.tsx';
import { ErrorNotice } from '../../../../components/page/error-notice.tsx';
import { Facts } from '../../../../components/facts/facts.tsx';
import { Notice, StateMark, type Tone } from '../../../../components/page/notice.tsx';
import { Skeleton } from '../../../../components/page/skeleton.tsx';
import { useFormats } from '../../../../lib/language/format.ts';
import { useText } from '../../../../lib/language/text.ts';
import { type DecodedCall, partsOf } from '../model/call-particulars.ts';
import { type ActOutcome, type Council, type Safe, useCouncilAct } from '../../desk/model/council.ts';
import css from '../../desk/parts/council.module.css';
import { KeyName } from '../../seat/parts/key-name.tsx';
import { knownCall, type Undo, undoOf } from '../model/known-calls.ts';
import { useProposalFacts, useProposalTitle } from './proposal-facts.tsx';
import { proposalEffectText } from '../words/proposal-effect-text.ts';
import type { Proposal, Waiting } from '../model/proposals.ts';
import { signaturesText } from '../words/signatures-text.ts';
import { decodeProposal } from '../model/use-pending.ts';

const TONES: Readonly<Record<Proposal['state'], Tone>> = {
  OPEN: 'unknown',
  REFUSED: 'refused',
  EXECUTED: 'live',
  OVERTAKEN: 'plain',
};

interface ProposalCardProps {
  readonly council: Council;
  readonly safe: Safe;
  readonly waiting: Waiting;
  onDone?(outcome: ActOutcome): void;
}

/** What is proposed, in words that this browser read out of it; who signed, who is missing, and what comes before it. */
export function ProposalCard({ council, safe, waiting, onDone }: ProposalCardProps) {
  const { proposal } = waiting;
  const { data: call, error, refetch } = useDecoded(proposal);
  return (
    <li className={css['proposal']}>
      {error !== null && <ErrorNotice error={error} onRetry={() => void refetch()} />}
      {call === undefined && error === null && <Skeleton />}
      {call !== undefined && (
        <Decoded
          council={council}
          safe={safe}
          waiting={waiting}
          call={call}
          {...(onDone !== undefined && { onDone })}
        />
      )}
    </li>
  );
}

function useDecoded(proposal: Proposal) {
  return useQuery({
    queryKey: ['council-call', proposal.hash],
    staleTime: Infinity,
    queryFn: () => decodeProposal(proposal),
  });
}

function Decoded({
  council,
  safe,
  waiting,
  call,
  onDone,
}: ProposalCardProps & { readonly call: DecodedCall }) {
  const t = useText(signaturesText);
  const { moment } = useFormats();
  const { proposal } = waiting;
  const title = useProposalTitle(council, call);
  const facts = useProposalFacts({ council, call, isWaiting: isWaiting(proposal) });
  return (
    <>
      <div className={css['proposalHead']}>
        <h3>{title}</h3>
        <StateMark tone={TONES[proposal.state]}>{t(`states.${proposal.state}`)}</StateMark>
      </div>
      <Facts facts={facts} />
      <People council={council} safe={safe} proposal={proposal} />
      <Place safe={safe} waiting={waiting} />
      <p className={css['soft']}>{t('proposedOn', { day: moment(proposal.proposedAt) })}</p>
      {onDone !== undefined && (
        <SignProposal
          council={council}
          safe={safe}
          waiting={waiting}
          undo={[...new Set(partsOf(call).map((part) => undoOf(knownCall(part))))]}
          title={title}
          facts={facts}
          onDone={onDone}
        />
      )}
      <Details>
        <p>
          {call.contract} · {call.functionName}
        </p>
        <pre>{JSON.stringify(call.args, null, 2)}</pre>
        <p className={css['key']}>{proposal.hash}</p>
      </Details>
    </>
  );
}

function isWaiting({ state }: Pick<Proposal, 'state'>): boolean {
  return state === 'OPEN' || state === 'REFUSED';
}

interface PeopleProps {
  readonly council: Council;
  readonly safe: Safe;
  readonly proposal: Proposal;
}

function People({ council, safe, proposal }: PeopleProps) {
  const t = useText(signaturesText);
  const missing = safe.owners.filter((owner) => !proposal.signers.includes(owner));
  const isEnough = proposal.signers.length >= proposal.threshold;
  return (
    <Facts
      facts={[
        {
          name: t('signed', { signed: proposal.signers.length, threshold: proposal.threshold }),
          value: <Keys council={council} keys={proposal.signers} />,
        },
        ...(isWaiting(proposal) && missing.length > 0
          ? [
              {
                name: isEnough
                  ? t('notNeeded')
                  : t('missing', { count: proposal.threshold - proposal.signers.length }),
                value: <Keys council={council} keys={missing} />,
              },
            ]
          : []),
      ]}
    />
  );
}

function Keys({ council, keys }: { readonly council: Council; readonly keys: readonly string[] }) {
  return (
    <ul className={css['people']}>
      {keys.map((key) => (
        <li key={key}>
          <KeyName address={key} council={council} />
        </li>
      ))}
    </ul>
  );
}

/** Where it stands in the row of acts, which are done one after the other. */
function Place({ waiting }: { readonly safe: Safe; readonly waiting: Waiting }) {
  const t = useText(signaturesText);
  const { proposal, before, isContested } = waiting;
  if (!isWaiting(proposal)) return null;
  return (
    <>
      {before > 0 && <Notice>{t('after', { count: before })}</Notice>}
      {isContested && <Notice tone="unknown">{t('contested')}</Notice>}
      {proposal.state === 'REFUSED' && <Notice tone="refused">{t('refusedWhy')}</Notice>}
    </>
  );
}

interface SignProposalProps {
  readonly council: Council;
  readonly safe: Safe;
  readonly waiting: Waiting;
  /** Whether each of its acts can be undone. */
  readonly undo: readonly Undo[];
  readonly title: string;
  readonly facts: ReturnType<typeof useProposalFacts>;
  onDone(outcome: ActOutcome): void;
}

function SignProposal({ council, safe, waiting, undo, title, facts, onDone }: SignProposalProps) {
  const t = useText(signaturesText);
  const effects = useText(proposalEffectText);
  const { proposal, before } = waiting;
  const [isLooking, setIsLooking] = useState(false);
  const { act, run } = useCouncilAct(council);
  const hasSigned = proposal.signers.includes(council.address);
  const isEnough = proposal.signers.length >= proposal.threshold;
  const isLast = proposal.signers.length + 1 >= proposal.threshold;
  if (hasSigned && !isEnough) return <StateMark tone="live">{t('youSigned')}</StateMark>;
  if (hasSigned && before > 0) return <StateMark tone="live">{t('readyLater')}</StateMark>;
  const undoWords = undo.map((each) => effects(`undo.${each}`)).join(' ');
  const verb = hasSigned ? t('tryAgain') : isLast && before === 0 ? t('signLast') : t('sign');
  const sign = async () => {
    const done = await run(async (platform) => {
      const { signProposal } = await import('@lanran/sdk/acts/safe-acts');
      const signed = await signProposal(platform, proposal.hash as Hex); // hex as the platform gives it
      return { transaction: signed.transaction, proposal: signed };
    });
    if (done === null) return;
    setIsLooking(false);
    onDone(done.outcome);
  };
  return (
    <div>
      <Button kind="main" onPress={() => setIsLooking(true)}>
        {verb}
      </Button>
      {isLooking && (
        <BindingSheet
          title={title}
          verb={verb}
          facts={facts}
          concerns={t('concerns', { count: safe.owners.length - 1 })}
          undo={isLast ? undoWords : `${t('undo')} ${t('whenDone')} ${undoWords}`}
          details={<p className={css['key']}>{proposal.hash}</p>}
          act={act}
          onSign={() => void sign()}
          onClose={() => {
            act.reset();
            setIsLooking(false);
          }}
        >
          <p>{t(isLast ? (before === 0 ? 'lastOne' : 'lastButLater') : 'oneOfMore')}</p>
        </BindingSheet>
      )}
    </div>
  );
}
