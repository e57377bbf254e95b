import { useDeferredValue, useState } from 'react';
import { PagedList } from '../../../components/facts/paged-list.tsx';
import { Picture } from '../../../components/facts/picture.tsx';
import { Checkbox } from '../../../components/forms/checkbox.tsx';
import { TextField } from '../../../components/forms/field.tsx';
import { useAssetTitle } from '../../../lib/assets/asset-names.ts';
import { useText } from '../../../lib/language/text.ts';
import { type Opener, useOwnAssets } from '../model/use-call.ts';
import { formText } from '../words/form-text.ts';
import css from './calls.module.css';

interface AssetChooserProps {
  readonly opener: Pick<Opener, 'id' | 'isCommunity'>;
  readonly value: readonly string[];
  onChange(value: readonly string[]): void;
}

/** Assets of who calls; what is chosen and not shown stays chosen. */
export function AssetChooser({ opener, value, onChange }: AssetChooserProps) {
  const t = useText(formText);
  const [text, setText] = useState('');
  const assets = useOwnAssets(opener, useDeferredValue(text.trim()));
  return (
    <>
      <p role="status" className={css['soft']}>
        {t('assetsHint', { count: value.length })}
      </p>
      <div className={css['short']}>
        <TextField
          label={t('find')}
          type="search"
          value={text}
          onChange={setText}
          autoComplete="off"
          maxLength={200}
        />
      </div>
      <PagedList list={assets} more={t('moreAssets')} empty={<p>{t('noAssets')}</p>}>
        <ul role="list" className={css['choices']}>
          {assets.rows.map((asset) => (
            <Choice
              key={asset.id}
              asset={asset}
              isChosen={value.includes(asset.id)}
              onChoose={(isChosen) =>
                onChange(isChosen ? [...value, asset.id] : value.filter((id) => id !== asset.id))
              }
            />
          ))}
        </ul>
      </PagedList>
    </>
  );
}

interface ChoiceProps {
  readonly asset: ReturnType<typeof useOwnAssets>['rows'][number];
  readonly isChosen: boolean;
  onChoose(isChosen: boolean): void;
}

function Choice({ asset, isChosen, onChoose }: ChoiceProps) {
  const title = useAssetTitle(asset.title);
  return (
    <li className={css['choice']}>
      <span className={css['thumb']}>
        <Picture file={asset.cover} alt="" sizes="(width < 40rem) 45vw, 12rem" fallback={null} />
      </span>
      <Checkbox isSelected={isChosen} onChange={onChoose}>
        <span lang={title.lang}>{title.text}</span>
      </Checkbox>
    </li>
  );
}
