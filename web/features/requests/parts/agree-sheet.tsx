import type { ReactNode } from 'react';
import { useState } from 'react';
import { ActSheet } from '../../../components/forms/act-sheet.tsx';
import { BindingSheet } from '../../../components/forms/binding-sheet.tsx';
import { TextField } from '../../../components/forms/field.tsx';
import { type Fact, Facts } from '../../../components/facts/facts.tsx';
import { componentText } from '../../../components/page/text.ts';
import { needsOthers, useDecidingWords } from '../../../lib/council/deciding.ts';
import { useFormats } from '../../../lib/language/format.ts';
import { useText } from '../../../lib/language/text.ts';
import { useMoney } from '../../../lib/pricing/money.ts';
import { useKept } from '../../../lib/session/use-kept.ts';
import type { Answering } from '../model/answer.ts';
import { actsOnAgreeing, type DueAct, type PermittedUse } from '../model/due-acts.ts';
import { useAgree } from '../model/use-agree.ts';
import { useChosen } from '../model/use-chosen.ts';
import { MOST_CHARACTERS, useAnswerObstacle } from '../model/use-obstacle.ts';
import { usePartyNames } from '../model/use-parties.ts';
import { useObstacles, useReply } from '../model/use-request.ts';
import { useTermsFacts } from './use-terms-facts.tsx';
import { useTitles } from '../model/use-titles.ts';
import { answerText } from '../words/answer-text.ts';
import type { AnswerSheetProps } from './answer-sheet.tsx';
import { Obstructed } from './answering/obstructed.tsx';
import { Replaced } from './answering/replaced.tsx';
import { AssetChoice } from './asset-choice.tsx';
import { Earnings } from './earnings.tsx';
import { Meanwhile } from './meanwhile.tsx';

/** To agree to the terms on the table, and to sign what that takes. */
export function AgreeSheet(props: AnswerSheetProps) {
  const { answering, present, standings, onClose } = props;
  const { request, voice, kind } = answering;
  const { forget, ...chosen } = useChosen(answering);
  const [isTried, setIsTried] = useState(false);
  const [message, write] = useKept(`request.${request.id}.agree`);
  const obstacles = useObstacles(answering);
  const isImpossible = obstacles.some(({ assetId }) => chosen.chosen.includes(assetId));
  const t = useText(answerText);
  const written = useAnswerObstacle(answering, { present, message });
  const hindrance = isImpossible
    ? { ...written, obstacle: written.obstacle ?? t('impossibleTitle') }
    : written;
  const acts = answering.due ?? actsOnAgreeing(voice, chosen.items);
  const parts = (
    <>
      <Meanwhile request={present} after={request.lastSequence} />
      {kind === 'agree' && (
        <AssetChoice {...chosen} items={answering.items} isTried={isTried} onChange={chosen.choose} />
      )}
      <Obstructed {...chosen} items={answering.items} obstacles={obstacles} onChoose={chosen.choose} />
      {voice.role === 'COMMUNITY' && chosen.items[0]?.terms != null && (
        <Earnings terms={chosen.items[0].terms} count={chosen.items.length} />
      )}
      {kind === 'agree' && (
        <TextField label={t('message')} rows={2} limit={MOST_CHARACTERS} value={message} onChange={write} />
      )}
    </>
  );
  const replaced = acts.includes('consent')
    ? chosen.items.flatMap(({ assetId }) => standings.get(assetId)?.replaced ?? [])
    : [];
  const Sheet = acts.length === 0 ? Saying : Signing;
  return (
    <Sheet
      answering={{ ...answering, items: chosen.items }}
      acts={acts}
      replaced={replaced}
      message={message}
      hindrance={hindrance}
      check={() => {
        setIsTried(true);
        return chosen.items.length > 0;
      }}
      onDone={() => {
        write('');
        forget();
        onClose();
      }}
      onClose={onClose}
    >
      {parts}
    </Sheet>
  );
}

interface AgreeingProps {
  /** With the assets that were chosen. */
  readonly answering: Answering;
  readonly acts: readonly DueAct[];
  /** Uses that the council permits who asked until it signs. */
  readonly replaced: readonly PermittedUse[];
  readonly message: string;
  readonly hindrance: ReturnType<typeof useAnswerObstacle>;
  readonly children: ReactNode;
  check(): boolean;
  onDone(): void;
  onClose(): void;
}

/** A yes that needs no signature yet. */
function Saying({ answering, acts, message, hindrance, children, check, onDone, onClose }: AgreeingProps) {
  const { request, voice, items } = answering;
  const t = useText(answerText);
  const reply = useReply(request);
  const facts = useAgreementFacts(answering, acts);
  const undo = useUndo(answering);
  const isAsker = voice.role === 'ASKER';
  return (
    <ActSheet
      title={t(isAsker ? 'acceptTitle' : 'agreeTitle')}
      verb={t(isAsker ? 'acceptVerb' : 'agreeOnlyVerb')}
      busyVerb={t('sending')}
      kind="act"
      {...hindrance}
      act={async () =>
        check() ? reply({ kind: 'AGREE', after: request.lastSequence, voice, items, message }) : null
      }
      onDone={onDone}
      onClose={onClose}
    >
      {children}
      <Facts facts={[...facts, ...undo]} />
    </ActSheet>
  );
}

function Signing({
  answering,
  acts,
  replaced,
  message,
  hindrance,
  children,
  check,
  onDone,
  onClose,
}: AgreeingProps) {
  const { request, voice, kind } = answering;
  const t = useText(answerText);
  const deciding = useDecidingWords();
  const { day } = useFormats();
  const { listOf, nameOf } = usePartyNames(request.parties);
  const facts = useAgreementFacts(answering, acts);
  const { act, agree } = useAgree(request);
  const isProposed = needsOthers(voice.safe) && acts.includes('consent');
  const verbs = isProposed ? (['proposeVerb', 'goOnPropose'] as const) : (['agreeVerb', 'goOnVerb'] as const);
  const [isReplacing, setIsReplacing] = useState(false);
  const sign = async () => {
    if (!check()) return;
    if ((await agree({ ...answering, message, mayReplace: isReplacing })) !== null) onDone();
  };
  return (
    <BindingSheet
      title={t(kind === 'agree' ? 'agreeTitle' : 'goOnTitle')}
      verb={t(verbs[kind === 'agree' ? 0 : 1])}
      facts={facts}
      concerns={t('concerns', { names: listOf(request.parties.map(({ role }) => role)) })}
      undo={
        acts.every((each) => each === 'statement')
          ? t('undoStated')
          : t(`undo.${voice.role}`, { day: day(answering.items[0]?.terms?.lastDay ?? request.dueDay) })
      }
      details={<p>{t('details')}</p>}
      isReady={replaced.length === 0 || isReplacing}
      {...hindrance}
      act={act}
      onSign={() => void sign()}
      onClose={onClose}
    >
      {children}
      {replaced.length > 0 && (
        <Replaced uses={replaced} asker={nameOf('ASKER')} isAllowed={isReplacing} onAllow={setIsReplacing} />
      )}
      {voice.safe !== null && acts.includes('consent') && <p>{deciding('you', voice.safe)}</p>}
    </BindingSheet>
  );
}

/** Exactly what is agreed to. */
function useAgreementFacts({ request, voice, items }: Answering, acts: readonly DueAct[]): readonly Fact[] {
  const t = useText(answerText);
  const factsOf = useTermsFacts();
  const { nameOf } = usePartyNames(request.parties);
  const { titlesOf } = useTitles(request.items);
  const terms = items[0]?.terms ?? null;
  const asker = nameOf('ASKER');
  const nothing = voice.role === 'HOLDER' ? t('signsLater') : t('signsNothing');
  return [
    { name: t('assets'), value: titlesOf(items.map(({ assetId }) => assetId)) },
    { name: t('asker'), value: asker },
    ...(terms === null
      ? []
      : factsOf({
          terms,
          count: items.length,
          hasCommunity: request.parties.some(({ role }) => role === 'COMMUNITY'),
        })),
    {
      name: t('signs'),
      value:
        acts.length === 0 ? (
          nothing
        ) : (
          <ul>
            {acts.map((act) => (
              <li key={act}>{t(`acts.${act}`, { asker })}</li>
            ))}
          </ul>
        ),
    },
  ];
}

/** Whom it concerns, what it costs, and whether it can be undone. */
function useUndo({ request, voice, items }: Answering): readonly Fact[] {
  const t = useText(answerText);
  const words = useText(componentText);
  const money = useMoney();
  const price = items[0]?.terms?.price ?? null;
  const { listOf } = usePartyNames(request.parties);
  return [
    {
      name: words('whom'),
      value: t('concerns', { names: listOf(request.parties.map(({ role }) => role)) }),
    },
    {
      name: words('cost'),
      value:
        voice.role === 'ASKER' && price !== null ? t('costLater', { price: money(price) }) : t('costNothing'),
    },
    { name: words('undo'), value: voice.role === 'ASKER' ? t('undo.ASKER') : t('undoSaid') },
  ];
}
