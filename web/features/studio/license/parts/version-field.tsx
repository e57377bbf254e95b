import { Link } from 'react-router';
import { SelectField } from '../../../../components/forms/select-field.tsx';
import { useText } from '../../../../lib/language/text.ts';
import { useVersionName } from '../../../../lib/versions/use-version-name.ts';
import type { OfferedAsset } from '../../wish/model/asset-offers.ts';
import { versionsOnSale } from '../model/use-version.ts';
import css from '../../wish/parts/wish-form.module.css';
import { wishText } from '../../wish/words/wish-text.ts';

interface VersionFieldProps {
  readonly asset: OfferedAsset;
  /** Null: the newest. */
  readonly value: number | null;
  onChange(version: number): void;
}

/** Which version is licensed: the newest, unless another that is still published is chosen. */
export function VersionField({ asset, value, onChange }: VersionFieldProps) {
  const t = useText(wishText);
  const nameOf = useVersionName();
  const [newest, ...older] = versionsOnSale(asset);
  if (newest === undefined) return null;
  const isOlder = value !== null && value !== newest.version;
  return (
    <section className={css['part']} aria-labelledby="version-title">
      <h2 id="version-title">{t('versionTitle')}</h2>
      {older.length === 0 ? (
        <p>{nameOf(newest)}</p>
      ) : (
        <SelectField
          label={t('version')}
          value={String(value ?? newest.version)}
          choices={[newest, ...older].map((each) => ({
            value: String(each.version),
            label: each === newest ? t('newestVersion', { version: nameOf(each) }) : nameOf(each),
          }))}
          onChange={(chosen) => onChange(Number(chosen))}
        />
      )}
      <p className={css['hint']}>
        {t('versionHint')}{' '}
        {isOlder && (
          <Link to={`/assets/${asset.id}/versions?from=${value.toString()}&to=${newest.version.toString()}`}>
            {t('versionChanges')}
          </Link>
        )}
      </p>
    </section>
  );
}
