import { type SyntheticEvent, useState } from 'react';
import { Link, useSearchParams } from 'react-router';
import { Button, ButtonLink } from '../../../../components/forms/button.tsx';
import type { Column } from '../../../../components/facts/data-table.tsx';
import { PagedTable } from '../../../../components/facts/paged-table.tsx';
import { Empty } from '../../../../components/page/empty.tsx';
import { TextField } from '../../../../components/forms/field.tsx';
import { Localized } from '../../../../components/facts/localized.tsx';
import { StateMark } from '../../../../components/page/notice.tsx';
import { pickText } from '../../../../lib/session/api.ts';
import { useFormats } from '../../../../lib/language/format.ts';
import { useLanguage } from '../../../../lib/language/language.tsx';
import { useText } from '../../../../lib/language/text.ts';
import { askAddress, MOST_ASKED } from '../../../../lib/requests/ask-address.ts';
import { askingText } from '../../../../lib/requests/asking-text.ts';
import { ASSET_STATES, needsConsent, readState } from '../model/asset-states.ts';
import { type DeskAsset, useAssets } from '../model/assets-query.ts';
import { assetsText } from '../words/assets-text.ts';
import { mayAct, useDesk } from '../../desk/model/desk.ts';
import css from '../../desk/parts/desk.module.css';
import { ObjectCell } from '../parts/object-cell.tsx';
import { Refusal } from '../parts/refusal.tsx';

/** The institution's assets, narrowed down by state and words. */
export function AssetsTab() {
  const t = useText(assetsText);
  const { organization } = useDesk();
  const [address] = useSearchParams();
  const state = readState(address.get('state'));
  const text = address.get('text') ?? '';
  const assets = useAssets({ holder: organization.id, state, text });
  const rows = state === 'without-consent' ? assets.rows.filter(needsConsent) : assets.rows;
  const count = state === 'without-consent' ? rows.length : assets.totalCount;
  const columns = useColumns();
  return (
    <section className={css['part']} aria-labelledby="assets">
      <h2 id="assets">{t('title')}</h2>
      <div className={css['bar']}>
        <StateFilter />
        <AssetSearch key={text} />
      </div>
      {state === 'without-consent' && <AskCouncils rows={rows} />}
      <PagedTable
        list={{ ...assets, rows }}
        lines={6}
        empty={
          <Empty title={t('nothingTitle')}>
            <p>{text === '' ? t(`nothing.${state}`) : t('nothingFound')}</p>
          </Empty>
        }
        caption={t('caption', { count })}
        columns={columns}
        rowKey={({ id }) => id}
      />
    </section>
  );
}

/** The councils of what waits for a yes are asked to look. */
function AskCouncils({ rows }: { readonly rows: readonly DeskAsset[] }) {
  const t = useText(askingText);
  const desk = useDesk();
  const assetIds = rows
    .filter(({ community, consent }) => community !== null && consent === null)
    .map(({ id }) => id)
    .slice(0, MOST_ASKED);
  if (assetIds.length === 0 || !mayAct(desk)) return null;
  return (
    <div>
      <ButtonLink to={askAddress({ kind: 'REVIEW', assetIds })}>
        {t('reviewMany', { count: assetIds.length })}
      </ButtonLink>
    </div>
  );
}

function StateFilter() {
  const t = useText(assetsText);
  const [address] = useSearchParams();
  const chosen = readState(address.get('state'));
  return (
    <nav aria-label={t('stateLabel')} className={css['filters']}>
      {ASSET_STATES.map((state) => {
        const to = new URLSearchParams(address);
        to.set('state', state);
        return (
          <Link key={state} to={`?${to.toString()}`} aria-current={state === chosen ? 'true' : undefined}>
            {t(`state.${state}`)}
          </Link>
        );
      })}
    </nav>
  );
}

function AssetSearch() {
  const t = useText(assetsText);
  const [address, setAddress] = useSearchParams();
  const [text, setText] = useState(address.get('text') ?? '');
  const search = (event: SyntheticEvent) => {
    event.preventDefault();
    const to = new URLSearchParams(address);
    if (text.trim() === '') to.delete('text');
    else to.set('text', text.trim());
    setAddress(to);
  };
  return (
    <form role="search" aria-label={t('search')} onSubmit={search} className={css['searchForm']}>
      <TextField label={t('search')} type="search" value={text} onChange={setText} />
      <Button type="submit">{t('find')}</Button>
    </form>
  );
}

function useColumns(): readonly Column<DeskAsset>[] {
  const t = useText(assetsText);
  const desk = useDesk();
  const columns: readonly Column<DeskAsset>[] = [
    {
      title: t('object'),
      isHeading: true,
      cell: (asset) => (
        <ObjectCell asset={asset}>
          {[asset.identifier, t(`kind.${asset.kind}`)].filter((part) => part !== null).join(' · ')}
        </ObjectCell>
      ),
    },
    { title: t('community'), cell: (asset) => <ConsentCell asset={asset} /> },
    { title: t('offers'), cell: (asset) => <OffersCell asset={asset} /> },
    { title: t('acts'), isPlain: true, cell: (asset) => <Acts asset={asset} /> },
  ];
  return mayAct(desk) ? columns : columns.slice(0, 3);
}

function ConsentCell({ asset }: { readonly asset: DeskAsset }) {
  const t = useText(assetsText);
  const formats = useFormats();
  const { access, community, consent, consentRefusal, disputes } = asset;
  return (
    <span className={css['stack']}>
      {community !== null && <Localized text={community.name} />}
      {access === 'RESTRICTED' && <span className={css['soft']}>{t('restricted')}</span>}
      {community === null && <span className={css['soft']}>{t('noCommunity')}</span>}
      {needsConsent(asset) &&
        (consent !== null ? (
          <StateMark tone="live">{t('consentUntil', { day: formats.day(consent.lastDay) })}</StateMark>
        ) : consentRefusal !== null ? (
          <Refusal refusal={consentRefusal} />
        ) : (
          <StateMark tone="unknown">{t('noConsent')}</StateMark>
        ))}
      {disputes.length > 0 && <StateMark tone="refused">{t('disputed')}</StateMark>}
    </span>
  );
}

function OffersCell({ asset }: { readonly asset: DeskAsset }) {
  const t = useText(assetsText);
  const formats = useFormats();
  const { language } = useLanguage();
  const { offers, isWithdrawn, custodyOffer } = asset;
  const open = offers.filter(({ canBeTaken }) => canBeTaken);
  const shut = offers.length - open.length;
  const lastDay = open
    .map((offer) => offer.lastDay)
    .sort()
    .at(-1);
  return (
    <span className={css['stack']}>
      {isWithdrawn && <StateMark tone="refused">{t('withdrawn')}</StateMark>}
      {!isWithdrawn &&
        (lastDay === undefined
          ? t('offerCount', { count: 0 })
          : t('offerUntil', { count: open.length, day: formats.day(lastDay) }))}
      {!isWithdrawn && shut > 0 && <span className={css['soft']}>{t('offersShut', { count: shut })}</span>}
      {custodyOffer !== null && (
        <span className={css['soft']}>
          {t('handingOver', { organization: pickText(custodyOffer.name, language)?.text ?? '' })}
        </span>
      )}
    </span>
  );
}

function Acts({ asset }: { readonly asset: DeskAsset }) {
  const t = useText(assetsText);
  const { language } = useLanguage();
  const { id, isWithdrawn, access } = asset;
  const title = pickText(asset.title, language)?.text ?? '';
  const link = (to: string, words: string) => (
    <Link to={to} aria-label={`${words}: ${title}`}>
      {words}
    </Link>
  );
  return (
    <span className={css['links']}>
      {!isWithdrawn && access !== 'RESTRICTED' && link(`/assets/${id}/offer`, t('offer'))}
      {!isWithdrawn && link(`/assets/${id}/revise`, t('revise'))}
      {link(`/assets/${id}/custody`, t('custody'))}
      {!isWithdrawn && link(`/assets/${id}/withdraw`, t('withdraw'))}
    </span>
  );
}
