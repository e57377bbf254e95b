import { useFormats } from '../../../lib/language/format.ts';
import { useText } from '../../../lib/language/text.ts';
import { KeyOwner } from '../../../lib/session/key-owner.tsx';
import type { Entry, ShownRequest } from '../model/documents.ts';
import { usePartyNames } from '../model/use-parties.ts';
import { useTitles } from '../model/use-titles.ts';
import { threadText } from '../words/thread-text.ts';
import { Differences } from './differences.tsx';
import css from './requests.module.css';

interface EntriesProps {
  readonly request: ShownRequest;
  readonly entries: readonly Entry[];
}

/** What was written, in order. */
export function Entries({ request, entries }: EntriesProps) {
  return (
    <ol role="list" className={css['entries']}>
      {entries.map((entry) => (
        <li key={entry.sequence}>
          <Letter request={request} entry={entry} />
        </li>
      ))}
    </ol>
  );
}

function Letter({ request, entry }: { readonly request: ShownRequest; readonly entry: Entry }) {
  const t = useText(threadText);
  const { moment } = useFormats();
  const { nameOf } = usePartyNames(request.parties);
  const { titlesOf } = useTitles(request.items);
  const { kind, role, at, text, assetIds, changes, account, sequence } = entry;
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
