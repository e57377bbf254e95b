import { Link } from 'react-router';
import { formatDay, todayOf } from '@lanran/protocol/kernel/day';
import { Facts } from '../../../components/facts/facts.tsx';
import { Picture } from '../../../components/facts/picture.tsx';
import { Button } from '../../../components/forms/button.tsx';
import { useText } from '../../../lib/language/text.ts';
import type { Answering } from '../model/answer.ts';
import { isConsentUnsigned } from '../model/due-acts.ts';
import { askedAtFirst, isComplete, isLive, isOpen, type ItemGroup } from '../model/shown-request.ts';
import { usePartyNames } from '../model/use-parties.ts';
import { useTermsFacts } from './use-terms-facts.tsx';
import { useTitles } from '../model/use-titles.ts';
import { threadText } from '../words/thread-text.ts';
import type { ContractProps } from './contract.tsx';
import { Earnings } from './earnings.tsx';
import { Fulfilment } from './fulfilment.tsx';
import { RequestStateMark } from './request-state.tsx';
import css from './requests.module.css';

interface ContractGroupProps extends ContractProps {
  readonly group: ItemGroup;
}

/** Assets that stand alike. */
export function ContractGroup(props: ContractGroupProps) {
  const { request, voice, group } = props;
  const t = useText(threadText);
  const factsOf = useTermsFacts();
  const { nameOf, listOf } = usePartyNames(request.parties);
  const { titlesOf } = useTitles(request.items);
  const { first, items } = group;
  const { terms, waitsFor, declinedBy } = first;
  const unsigned = items.some((item) => isConsentUnsigned(request, item, props.standings.get(item.assetId)));
  const agreedBy = first.agreedBy.filter((role) => role !== 'COMMUNITY' || !unsigned);
  const titles = titlesOf(items.map(({ assetId }) => assetId));
  return (
    <article className={css['group']} aria-label={titles}>
      {request.items.length > items.length && <RequestStateMark state={first.state} />}
      <Assets {...props} />
      {terms !== null && voice?.role === 'COMMUNITY' && isLive(first) && (
        <Earnings terms={terms} count={items.length} />
      )}
      {terms !== null && (
        <Facts
          facts={factsOf({
            terms,
            count: items.length,
            hasCommunity: request.parties.some(({ role }) => role === 'COMMUNITY'),
            first: askedAtFirst(request.entries, first.assetId),
          })}
        />
      )}
      {terms !== null && isLive(first) && (
        <p className={css['soft']}>
          {agreedBy.length > 0 && t('agreedBy', { names: listOf(agreedBy) })}{' '}
          {unsigned && t('agreedUnsigned', { name: nameOf('COMMUNITY') })}{' '}
          {waitsFor.length > 0 && t('waitsFor', { names: listOf(waitsFor) })}
        </p>
      )}
      {declinedBy !== null && <p>{t('declinedBy', { name: nameOf(declinedBy) })}</p>}
      <Fulfilment {...props} />
      <Acts {...props} />
    </article>
  );
}

function Assets({ request, group: { items } }: ContractGroupProps) {
  const { titleOf } = useTitles(request.items);
  return (
    <ul role="list" className={css['assets']}>
      {items.map(({ assetId, asset }) => (
        <li key={assetId}>
          <span className={css['thumb']}>
            <Picture
              file={asset?.cover ?? null}
              alt=""
              sizes="5rem"
              fallback={<span className={css['cloth']} />}
            />
          </span>
          {asset === null ? titleOf(assetId) : <Link to={`/assets/${assetId}`}>{titleOf(assetId)}</Link>}
        </li>
      ))}
    </ul>
  );
}

function Acts({ request, voice, group: { first, items }, onAnswer }: ContractGroupProps) {
  const t = useText(threadText);
  const today = formatDay(todayOf(Math.floor(Date.now() / 1000)));
  if (voice?.canDecide !== true || !isLive(first) || today > request.dueDay) return null;
  const { terms, agreedBy } = first;
  const canAgree = isOpen(first) && isComplete(terms) && !agreedBy.includes(voice.role);
  const answer = (kind: Answering['kind']) => onAnswer({ kind, items, request, voice });
  return (
    <div className={css['acts']}>
      {canAgree && (
        <Button kind="act" onPress={() => answer('agree')}>
          {t(voice.role === 'ASKER' ? 'accept' : 'agree')}
        </Button>
      )}
      {terms !== null && (
        <Button kind={isOpen(first) ? 'plain' : 'quiet'} onPress={() => answer('counter')}>
          {t('counter')}
        </Button>
      )}
      {(terms !== null || voice.role !== 'ASKER') && (
        <Button kind="quiet" onPress={() => answer('decline')}>
          {t('decline')}
        </Button>
      )}
    </div>
  );
}
