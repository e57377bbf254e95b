import { Button, ButtonLink } from '../../../components/forms/button.tsx';
import { Notice, StateMark } from '../../../components/page/notice.tsx';
import { Skeleton } from '../../../components/page/skeleton.tsx';
import { useFormats } from '../../../lib/language/format.ts';
import { useText } from '../../../lib/language/text.ts';
import { licenseAddress } from '../../../lib/requests/ask-address.ts';
import type { Item, Terms } from '../model/documents.ts';
import { dueOf, isPendingOf, type Standing } from '../model/due-acts.ts';
import type { ItemGroup } from '../model/shown-request.ts';
import { usePartyNames } from '../model/use-parties.ts';
import { useTitles } from '../model/use-titles.ts';
import { threadText } from '../words/thread-text.ts';
import type { ContractProps } from './contract.tsx';
import css from './requests.module.css';

interface FulfilmentProps extends ContractProps {
  readonly group: ItemGroup;
}

/** From agreement to license: what is still to be signed, by whom, and the way to the license. */
export function Fulfilment(props: FulfilmentProps) {
  const { request, voice, group, standings } = props;
  const { titleOf } = useTitles(request.items);
  return (
    <>
      {voice?.canDecide === true && <Due {...props} />}
      {group.items.map((item) => {
        const standing = standings.get(item.assetId);
        if (item.licenseId !== null)
          return <Bought key={item.assetId} licenseId={item.licenseId} role={voice?.role ?? null} />;
        if (item.state !== 'AGREED' || item.terms === null || standing === null) return null;
        if (standing === undefined) return <Skeleton key={item.assetId} lines={1} />;
        return (
          <Progress
            key={item.assetId}
            item={item}
            terms={item.terms}
            standing={standing}
            title={group.items.length > 1 ? titleOf(item.assetId) : null}
            isAsker={voice?.role === 'ASKER'}
          />
        );
      })}
    </>
  );
}

function Bought({ licenseId, role }: { readonly licenseId: string; readonly role: string | null }) {
  const t = useText(threadText);
  return (
    <div>
      <ButtonLink to={role === 'COMMUNITY' ? `/check/${licenseId}` : `/licenses/${licenseId}`}>
        {t('toLicense')}
      </ButtonLink>
    </div>
  );
}

interface ProgressProps {
  readonly item: Item;
  readonly terms: Terms;
  readonly standing: Standing;
  /** Where there are several. */
  readonly title: string | null;
  readonly isAsker: boolean;
}

/** How far what is agreed has come. */
function Progress({ item, terms, standing, title, isAsker }: ProgressProps) {
  const t = useText(threadText);
  const { isConsented, offerId } = standing;
  return (
    <div className={css['progress']}>
      {title !== null && <strong>{title}</strong>}
      {!isConsented && <p>{t('waitsConsent')}</p>}
      {offerId === null && <p>{t('waitsOffer')}</p>}
      {isConsented && offerId !== null && <StateMark tone="live">{t('ready')}</StateMark>}
      {isConsented && offerId !== null && isAsker && (
        <div>
          <ButtonLink kind="main" to={licenseAddress(item.assetId, terms, offerId)}>
            {t('license')}
          </ButtonLink>
        </div>
      )}
    </div>
  );
}

/** What the reader agreed to and has not signed, and what waits for the others of their council. */
function Due({ request, voice, group, standings, pending, onAnswer }: FulfilmentProps) {
  const t = useText(threadText);
  const { list } = useFormats();
  const { nameOf } = usePartyNames(request.parties);
  // What waits for the others’ signatures is not asked for again.
  if (voice === null || pending === null) return null;
  const waiting = pending.filter((each) => group.items.some((item) => isPendingOf(item, each)));
  const due = dueOf(voice, group.items, { ...request, standings, pending: waiting });
  const acts = [...new Set(due.flatMap((each) => each.acts))];
  const community = voice.organizationId;
  return (
    <>
      {waiting.length > 0 && community !== null && (
        <Notice tone="unknown" title={t('pendingTitle')}>
          {waiting.map(({ assetId, isSigned, signers, threshold }) => (
            <p key={assetId}>{t(isSigned ? 'pendingSigned' : 'pendingToSign', { signers, threshold })}</p>
          ))}
          <div>
            <ButtonLink kind="main" to={`/council/${community}/signatures`}>
              {t('toSignatures')}
            </ButtonLink>
          </div>
        </Notice>
      )}
      {due.length > 0 && (
        <Notice tone="unknown" title={t('dueTitle')}>
          <p>{list(acts.map((act) => t(`due.${act}`, { asker: nameOf('ASKER') })))}</p>
          <div>
            <Button
              kind="act"
              onPress={() =>
                onAnswer({ kind: 'goOn', due: acts, items: due.map(({ item }) => item), request, voice })
              }
            >
              {t('goOn')}
            </Button>
          </div>
        </Notice>
      )}
    </>
  );
}
