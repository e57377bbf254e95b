import { Link } from 'react-router';
import { Details } from '../../../components/facts/details.tsx';
import { useFormats } from '../../../lib/language/format.ts';
import { useLanguage } from '../../../lib/language/language.tsx';
import { useText } from '../../../lib/language/text.ts';
import { pickText } from '../../../lib/session/api.ts';
import type { ShownRequest, ThreadEvent } from '../model/documents.ts';
import type { Moment } from '../model/timeline.ts';
import { usePartyNames } from '../model/use-parties.ts';
import { useTitles } from '../model/use-titles.ts';
import { threadText } from '../words/thread-text.ts';
import css from './requests.module.css';

interface HappenedProps {
  readonly request: ShownRequest;
  readonly events: Extract<Moment, { readonly kind: 'events' }>['events'];
}

/** What happened beside the thread, on one line. */
export function Happened({ request, events }: HappenedProps) {
  const t = useText(threadText);
  const { day, moment } = useFormats();
  const { language } = useLanguage();
  const { nameOf } = usePartyNames(request.parties);
  const { titlesOf } = useTitles(request.items);
  const [first] = events;
  const { kind, role, newHolder } = first;
  const at = events.at(-1)?.at ?? first.at;
  const words = {
    who: role === null ? '' : nameOf(role),
    asker: nameOf('ASKER'),
    titles: titlesOf(events.map(({ assetId }) => assetId)),
    holder: pickText(newHolder?.name, language)?.text ?? newHolder?.slug ?? t('somebody'),
  };
  return (
    <div className={css['happened']}>
      <p>
        {t(`event.${kind}`, words)}{' '}
        <time dateTime={at}>{kind === 'EXPIRED' ? day(at.slice(0, 10)) : moment(at)}</time>
        {events.length === 1 && <EventLinks request={request} event={first} isAlone />}
      </p>
      {events.length > 1 && first.statementHash !== null && (
        <Details summary={t('eventLinks')}>
          <ul role="list">
            {events.map((event) => (
              <li key={`${event.assetId} ${event.statementHash ?? ''}`}>
                <EventLinks request={request} event={event} />
              </li>
            ))}
          </ul>
        </Details>
      )}
    </div>
  );
}

interface EventLinksProps {
  readonly request: ShownRequest;
  readonly event: ThreadEvent;
  /** The line beside it names the asset. */
  readonly isAlone?: boolean;
}

function EventLinks({ request, event, isAlone = false }: EventLinksProps) {
  const t = useText(threadText);
  const { titleOf } = useTitles(request.items);
  const { statementHash, licenseId, assetId } = event;
  const title = titleOf(assetId);
  return (
    <>
      {licenseId !== null && (
        <>
          {' · '}
          <Link to={`/licenses/${licenseId}`}>{isAlone ? t('toLicense') : t('licenseOf', { title })}</Link>
        </>
      )}
      {statementHash !== null && (
        <>
          {' · '}
          <Link to={`/record/${statementHash}`}>{isAlone ? t('proof') : t('proofOf', { title })}</Link>
        </>
      )}
    </>
  );
}
