import { useFormats } from '../../../lib/language/format.ts';
import { useText } from '../../../lib/language/text.ts';
import { KeyOwner } from '../../../lib/session/key-owner.tsx';
import type { Entry, ShownRequest, ThreadEvent } from '../model/documents.ts';
import { timelineOf } from '../model/timeline.ts';
import { usePartyNames } from '../model/use-parties.ts';
import { useTitles } from '../model/use-titles.ts';
import { threadText } from '../words/thread-text.ts';
import { Differences } from './differences.tsx';
import { EntryFiles } from './files/entry-files.tsx';
import { Happened } from './happened.tsx';
import css from './requests.module.css';

interface EntriesProps {
  readonly request: ShownRequest;
  readonly entries: readonly Entry[];
  /** What happened beside them. */
  readonly events?: readonly ThreadEvent[];
}

/** What was written and what happened beside it, in order. */
export function Entries({ request, entries, events = [] }: EntriesProps) {
  return (
    <ol role="list" className={css['entries']}>
      {timelineOf(entries, events).map((moment) =>
        moment.kind === 'entry' ? (
          <li key={moment.entry.sequence}>
            <Letter request={request} entry={moment.entry} />
          </li>
        ) : (
          <li key={keyOf(moment.events[0])}>
            <Happened request={request} events={moment.events} />
          </li>
        ),
      )}
    </ol>
  );
}

function keyOf({ kind, assetId, statementHash }: ThreadEvent): string {
  return [kind, assetId, statementHash].join(' ');
}

function Letter({ request, entry }: { readonly request: ShownRequest; readonly entry: Entry }) {
  const t = useText(threadText);
  const { moment } = useFormats();
  const { nameOf } = usePartyNames(request.parties);
  const { titlesOf } = useTitles(request.items);
  const { kind, role, at, text, assetIds, changes, account, sequence, files } = entry;
  const isOfAll = assetIds.length === request.items.length;
  const isOwn = request.roles.includes(role);
  return (
    <article
      className={`${css['letter'] ?? ''} ${isOwn ? (css['own'] ?? '') : ''}`}
      aria-labelledby={`entry-${sequence}`}
    >
      <header>
        <h3 id={`entry-${sequence}`}>{t(`entry.${kind}`, { who: nameOf(role) })}</h3>
        <p className={css['soft']}>
          <KeyOwner address={account} /> · <time dateTime={at}>{moment(at)}</time>
        </p>
        {!isOfAll && kind !== 'MESSAGE' && (
          <p className={css['soft']}>{t('entryFor', { titles: titlesOf(assetIds) })}</p>
        )}
      </header>
      {text !== '' && <p className={css['text']}>{text}</p>}
      <EntryFiles requestId={request.id} files={files} />
      {changes.length > 0 && (
        <Differences
          changes={changes}
          token={tokenOf(request)}
          ofAssets={(ids) => (ids.length === assetIds.length ? null : titlesOf(ids))}
        />
      )}
    </article>
  );
}

/** Prices of a request are all in one. */
function tokenOf({ items }: ShownRequest): string | null {
  return items.find(({ terms }) => terms?.price != null)?.terms?.price?.token ?? null;
}
