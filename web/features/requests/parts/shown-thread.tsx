import { useState } from 'react';
import { Link, useLocation } from 'react-router';
import { formatDay, todayOf } from '@lanran/protocol/kernel/day';
import { Localized } from '../../../components/facts/localized.tsx';
import { ButtonLink } from '../../../components/forms/button.tsx';
import { SelectField } from '../../../components/forms/select-field.tsx';
import { Notice } from '../../../components/page/notice.tsx';
import { Page } from '../../../components/page/page.tsx';
import { useFormats } from '../../../lib/language/format.ts';
import { useText } from '../../../lib/language/text.ts';
import { agreedOf, checkoutAddress, useOwnRequests } from '../../../lib/requests/own-requests.ts';
import type { Answering } from '../model/answer.ts';
import type { ShownRequest } from '../model/documents.ts';
import { dueOf, organizationOf } from '../model/due-acts.ts';
import { nextToAnswer } from '../model/shown-request.ts';
import { usePartyNames } from '../model/use-parties.ts';
import { usePendingConsents } from '../model/use-pending-consents.ts';
import { useStandings } from '../model/use-request.ts';
import type { Voice } from '../model/voices.ts';
import { threadText } from '../words/thread-text.ts';
import { AnswerSheet } from './answer-sheet.tsx';
import { Composer } from './composer.tsx';
import { Contract } from './contract.tsx';
import { Entries } from './entries.tsx';
import { Parties } from './parties.tsx';
import { RequestStateMark } from './request-state.tsx';
import css from './requests.module.css';

interface ShownThreadProps {
  readonly request: ShownRequest;
  /** For which parties the reader answers. */
  readonly voices: readonly Voice[];
}

export function ShownThread({ request, voices }: ShownThreadProps) {
  const t = useText(threadText);
  const names = usePartyNames(request.parties);
  const [chosen, choose] = useState<string | null>(null);
  const voice = voices.find(({ role }) => role === chosen) ?? voices[0] ?? null;
  const standings = useStandings(request, voice);
  const pending = usePendingConsents(request, voice);
  const [answering, setAnswering] = useState<Answering | null>(null);
  const hasToSign =
    voice?.canDecide === true &&
    pending !== null &&
    dueOf(voice, request.items, { ...request, standings, pending }).length > 0;
  const title = t(`title.${request.kind}`, {
    asker: names.nameOf('ASKER'),
    others: names.listOf(names.others(['ASKER'])),
  });
  return (
    <Page title={title} lead={<RequestStateMark state={request.state} />}>
      {request.call !== null && (
        <p>
          {t('inAnswerTo')}
          <Link to={`/calls/${request.call.id}`}>
            <Localized text={request.call.title} />
          </Link>
        </p>
      )}
      <Sent request={request} />
      <Next request={request} voices={voices} hasToSign={hasToSign} />
      {voices.length > 1 && (
        <div className={css['short']}>
          <SelectField
            label={t('answerAs')}
            value={voice?.role ?? ''}
            choices={voices.map(({ role }) => ({ value: role, label: names.nameOf(role) }))}
            onChange={choose}
          />
        </div>
      )}
      <div className={css['columns']}>
        <section className={css['words']} aria-labelledby="words-title">
          <h2 id="words-title">{t('words')}</h2>
          <Entries request={request} entries={request.entries} events={request.events} />
          <Answers request={request} voice={voice} />
        </section>
        <div className={css['side']}>
          <Contract
            request={request}
            voice={voice}
            standings={standings}
            pending={pending}
            onAnswer={setAnswering}
          />
          <Parties
            request={request}
            voice={voice}
            onWithdraw={(items) =>
              voice === null ? undefined : setAnswering({ kind: 'withdraw', items, request, voice })
            }
          />
        </div>
      </div>
      {answering !== null && (
        <AnswerSheet
          answering={answering}
          present={request}
          standings={standings}
          onClose={() => setAnswering(null)}
        />
      )}
    </Page>
  );
}

/** Came from sending it. */
function Sent({ request }: { readonly request: ShownRequest }) {
  const t = useText(threadText);
  const { listOf, others } = usePartyNames(request.parties);
  // What the page before handed on.
  const state = useLocation().state as { readonly sent?: number } | null;
  if (state?.sent === undefined || request.entries.length > 1) return null;
  return (
    <Notice tone="live" title={t('sentTitle')} isLive>
      <p>{t('sent', { others: listOf(others(['ASKER'])) })}</p>
    </Notice>
  );
}

interface NextProps {
  readonly request: ShownRequest;
  readonly voices: readonly Voice[];
  /** Something that was agreed waits for the reader’s own signature. */
  readonly hasToSign: boolean;
}

/** Who must answer next, and until when; what was agreed is bought in one sheet. */
function Next({ request, voices, hasToSign }: NextProps) {
  const t = useText(threadText);
  const { day } = useFormats();
  const { listOf } = usePartyNames(request.parties);
  const due = day(request.dueDay);
  const next = nextToAnswer(request);
  const own = next.filter((role) => voices.some((voice) => voice.role === role && voice.canDecide));
  const others = listOf(next.filter((role) => !own.includes(role)));
  const today = formatDay(todayOf(Math.floor(Date.now() / 1000)));
  const isOver = !['ASKED', 'ANSWERED', 'AGREED'].includes(request.state);
  const isBuyer = voices.some(({ role, canDecide }) => role === 'ASKER' && canDecide);
  const agreed = request.items.filter(({ state }) => state === 'AGREED').length;
  const requests = useOwnRequests({ isEnabled: isBuyer && agreed > 0 });
  const all = agreedOf(requests, organizationOf(request, 'ASKER'));
  const words = () => {
    if (request.state === 'BOUGHT') return t(hasToSign ? 'nextBoughtSign' : 'nextBought');
    if (isOver) return t('nextOver');
    if (next.length === 0) return t(request.state === 'AGREED' ? 'nextAgreed' : 'nextNobody', { day: due });
    if (today > request.dueDay) return t('pastDue', { day: due });
    if (own.length === 0) return t('nextOthers', { others, day: due });
    return t(others === '' ? 'nextYou' : 'nextYouAnd', { others, day: due });
  };
  return (
    <div className={css['next']}>
      <Notice tone={own.length > 0 || hasToSign ? 'unknown' : 'plain'}>
        <p>
          <strong>{words()}</strong>{' '}
          {request.kind === 'USE' && (
            <a href="#terms" className={css['toTerms']}>
              {t('toTerms')}
            </a>
          )}
        </p>
        {isBuyer && agreed > 1 && (
          <div>
            <ButtonLink kind="main" to={`/checkout?requests=${request.id}`}>
              {t('toCheckout', { count: agreed })}
            </ButtonLink>
          </div>
        )}
        {agreed > 0 && all.count > agreed && (
          <div>
            <ButtonLink to={checkoutAddress(all.requestIds)}>
              {t('toCheckoutAll', { count: all.count })}
            </ButtonLink>
          </div>
        )}
      </Notice>
    </div>
  );
}

/** Where the reader writes, or why they can't. */
function Answers({ request, voice }: { readonly request: ShownRequest; readonly voice: Voice | null }) {
  const t = useText(threadText);
  const isShut = !['ASKED', 'ANSWERED', 'AGREED', 'BOUGHT'].includes(request.state);
  if (isShut) return null;
  if (voice === null) return <p className={css['soft']}>{t('onlyReads')}</p>;
  return (
    <>
      {!voice.canDecide && <p className={css['soft']}>{t('onlyWords')}</p>}
      <Composer request={request} voice={voice} />
    </>
  );
}
