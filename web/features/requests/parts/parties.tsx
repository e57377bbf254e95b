import { Link } from 'react-router';
import { ActButton } from '../../../components/forms/act-button.tsx';
import { Button } from '../../../components/forms/button.tsx';
import { Details } from '../../../components/facts/details.tsx';
import { useText } from '../../../lib/language/text.ts';
import { ContactFacts } from '../../../lib/profiles/contact-facts.tsx';
import { KeyOwner } from '../../../lib/session/key-owner.tsx';
import { useSession } from '../../../lib/session/session.tsx';
import type { Item, Party, ShownRequest } from '../model/documents.ts';
import { isLive } from '../model/shown-request.ts';
import { usePartyNames } from '../model/use-parties.ts';
import { useTakeOver } from '../model/use-request.ts';
import type { Voice } from '../model/voices.ts';
import { threadText } from '../words/thread-text.ts';
import css from './requests.module.css';

interface PartiesProps {
  readonly request: ShownRequest;
  readonly voice: Voice | null;
  onWithdraw(items: readonly Item[]): void;
}

/** Who the parties are, whom to call, and who looks after the request for each. */
export function Parties({ request, voice, onWithdraw }: PartiesProps) {
  const t = useText(threadText);
  const live = request.items.filter(isLive);
  return (
    <section aria-labelledby="parties-title" className={css['parties']}>
      <h2 id="parties-title">{t('parties')}</h2>
      <ul role="list">
        {request.parties.map((party) => (
          <li key={party.role}>
            <PartyLines request={request} party={party} voice={voice} />
          </li>
        ))}
      </ul>
      {voice?.role === 'ASKER' && live.length > 0 && (
        <div>
          <Button kind="quiet" onPress={() => onWithdraw(live)}>
            {t('withdraw')}
          </Button>
        </div>
      )}
    </section>
  );
}

interface PartyLinesProps {
  readonly request: ShownRequest;
  readonly party: Party;
  readonly voice: Voice | null;
}

function PartyLines({ request, party, voice }: PartyLinesProps) {
  const t = useText(threadText);
  const { me } = useSession();
  const { nameOf } = usePartyNames(request.parties);
  const takeOver = useTakeOver(request);
  const { organization, role, handledBy, hasHandlerLeft, account } = party;
  const hasContact =
    organization !== null && (organization.contact !== null || organization.website !== null);
  const canTakeOver =
    voice !== null && voice.role === role && account === null && handledBy !== me?.address.toLowerCase();
  return (
    <>
      <p>
        {organization === null ? (
          nameOf(role)
        ) : (
          <Link to={`/organizations/${organization.slug}`}>{nameOf(role)}</Link>
        )}{' '}
        <span className={css['soft']}>{t(`roles.${role}`)}</span>
      </p>
      {account === null && (
        <p className={css['soft']}>
          {handledBy === null ? (
            t('handledByNobody')
          ) : (
            <>
              {t('handledBy')} <KeyOwner address={handledBy} />
              {hasHandlerLeft && ` ${t('handlerLeft')}`}
            </>
          )}
        </p>
      )}
      {hasContact && (
        <Details summary={t('contact')}>
          <ContactFacts of={organization} />
        </Details>
      )}
      {canTakeOver && <ActButton act={() => takeOver(voice)}>{t('takeOver')}</ActButton>}
    </>
  );
}
