import { useState } from 'react';
import { Link } from 'react-router';
import { Facts } from '../../../components/facts/facts.tsx';
import { Localized } from '../../../components/facts/localized.tsx';
import { Button, ButtonLink } from '../../../components/forms/button.tsx';
import { Notice } from '../../../components/page/notice.tsx';
import { Page } from '../../../components/page/page.tsx';
import { CallState } from '../../../lib/calls/call-state.tsx';
import { useFormats } from '../../../lib/language/format.ts';
import { LANGUAGE_TAGS, useLanguage } from '../../../lib/language/language.tsx';
import { useText } from '../../../lib/language/text.ts';
import { pickText } from '../../../lib/session/api.ts';
import { useSession } from '../../../lib/session/session.tsx';
import { AllPlaces } from '../../../lib/territories/all-places.tsx';
import { mediaText, startingLarge, territoriesText } from '../../../lib/territories/window-text.ts';
import type { ShownCall as Call } from '../model/documents.ts';
import { MOST_PROPOSED, proposeAddress } from '../model/propose-address.ts';
import type { WholeCall } from '../model/use-call.ts';
import { callText } from '../words/text.ts';
import { CallAssets } from './call-assets.tsx';
import { CallChanges } from './call-changes.tsx';
import { CloseSheet, WithdrawSheet } from './call-sheets.tsx';
import css from './calls.module.css';
import { Proposals } from './proposals.tsx';

export function ShownCall({ whole: { call, assets } }: { readonly whole: WholeCall }) {
  const t = useText(callText);
  const { language } = useLanguage();
  const { me } = useSession();
  const [chosen, setChosen] = useState<readonly string[]>([]);
  const title = pickText(call.title, language) ?? { text: t('call'), language };
  const canPropose = call.state === 'OPEN' && !call.isOwn && assets.length > 0;
  const proposed = chosen.length > 0 ? chosen : assets.map(({ id }) => id);
  return (
    <Page
      title={title.text}
      titleLang={LANGUAGE_TAGS[title.language]}
      lead={
        <>
          <p>
            <Link to={`/organizations/${call.organization.slug}`}>
              <Localized text={call.organization.name} />
            </Link>
          </p>
          <CallState state={call.state} closingDay={call.closingDay} />
        </>
      }
      actions={call.canEdit ? <Acts call={call} /> : undefined}
    >
      <Ended call={call} />
      <div className={css['call']}>
        <div className={css['words']}>
          <Words name={t('purpose')} text={call.purpose} />
          {call.criteria !== null && <Words name={t('criteria')} text={call.criteria} />}
        </div>
        <div className={css['facts']}>
          <Welcome welcome={call.welcome} />
          {canPropose && (
            <>
              <p className={css['soft']}>{t('proposeHint')}</p>
              <div>
                <ButtonLink kind="main" to={proposeAddress(call, proposed)}>
                  {chosen.length === 0 ? t('propose') : t('proposeChosen', { count: chosen.length })}
                </ButtonLink>
              </div>
              {proposed.length > MOST_PROPOSED && (
                <p className={css['soft']}>{t('proposeMost', { most: MOST_PROPOSED })}</p>
              )}
            </>
          )}
          <CallChanges changes={call.changes} />
        </div>
      </div>
      {me !== null && <Proposals call={call} />}
      <CallAssets
        assets={assets}
        chosen={chosen}
        onChoose={canPropose && assets.length > 1 ? setChosen : null}
      />
    </Page>
  );
}

function Acts({ call }: { readonly call: Call }) {
  const t = useText(callText);
  const [open, setOpen] = useState<'close' | 'withdraw' | null>(null);
  return (
    <>
      {call.state === 'OPEN' && (
        <>
          <ButtonLink to={`/calls/${call.id}/change`}>{t('change')}</ButtonLink>
          <Button onPress={() => setOpen('close')}>{t('close')}</Button>
        </>
      )}
      {call.state !== 'WITHDRAWN' && <Button onPress={() => setOpen('withdraw')}>{t('withdraw')}</Button>}
      {open === 'close' && <CloseSheet id={call.id} onClose={() => setOpen(null)} />}
      {open === 'withdraw' && <WithdrawSheet id={call.id} onClose={() => setOpen(null)} />}
    </>
  );
}

/** How it ended, and what of it goes on. */
function Ended({ call }: { readonly call: Call }) {
  const t = useText(callText);
  const { day, moment } = useFormats();
  const { state, closingDay, closedAt, withdrawnAt, withdrawnReason } = call;
  if (state === 'OPEN') return null;
  const end =
    withdrawnAt !== null
      ? t('withdrawnOn', { day: moment(withdrawnAt) })
      : closedAt !== null
        ? t('closedEarly', { day: moment(closedAt) })
        : t('closedOn', { day: day(closingDay) });
  return (
    <Notice tone={state === 'WITHDRAWN' ? 'refused' : 'plain'}>
      <p>{t('ended', { end })}</p>
      {withdrawnReason !== null && (
        <p className={css['text']}>
          <Localized text={withdrawnReason} />
        </p>
      )}
    </Notice>
  );
}

function Words({ name, text }: { readonly name: string; readonly text: Call['purpose'] }) {
  const { language } = useLanguage();
  const said = pickText(text, language);
  if (said === null) return null;
  return (
    <section className={css['section']}>
      <h2>{name}</h2>
      <div className={css['text']} lang={LANGUAGE_TAGS[said.language]}>
        {said.text.split(/\n+/).map((paragraph, at) => (
          <p key={at}>{paragraph}</p>
        ))}
      </div>
    </section>
  );
}

function Welcome({ welcome }: Pick<Call, 'welcome'>) {
  const t = useText(callText);
  const { language } = useLanguage();
  const { day } = useFormats();
  return (
    <section className={css['section']}>
      <h2>{t('welcome')}</h2>
      {welcome === null ? (
        <p>{t('anyUse')}</p>
      ) : (
        <>
          <Facts
            facts={[
              { name: t('media'), value: startingLarge(mediaText(welcome.media, language)) },
              {
                name: t('territories'),
                value: startingLarge(territoriesText(welcome.territories, language)),
              },
              {
                name: t('days'),
                value: t('between', { from: day(welcome.firstDay), to: day(welcome.lastDay) }),
              },
              ...(welcome.exclusive ? [{ name: t('exclusivity'), value: t('exclusive') }] : []),
            ]}
          />
          <AllPlaces codes={welcome.territories} />
        </>
      )}
    </section>
  );
}
