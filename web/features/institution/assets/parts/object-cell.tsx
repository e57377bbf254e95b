import type { ReactNode } from 'react';
import { Link } from 'react-router';
import { Localized } from '../../../../components/facts/localized.tsx';
import { Picture, type PictureFile } from '../../../../components/facts/picture.tsx';
import css from './object-cell.module.css';

export interface ShownObject {
  readonly id: string;
  readonly title: { readonly en: string | null; readonly zh: string | null };
  readonly cover: PictureFile | null;
}

/** An asset in a table: its picture, its title, a line under it. */
export function ObjectCell({
  asset,
  children,
}: {
  readonly asset: ShownObject;
  readonly children?: ReactNode;
}) {
  return (
    <div className={css['object']}>
      <span className={css['thumb']}>
        <Picture file={asset.cover} alt="" sizes="4.5rem" fallback={<span className={css['cloth']} />} />
      </span>
      <span className={css['words']}>
        <Link to={`/assets/${asset.id}`}>
          <Localized text={asset.title} />
        </Link>
        {children !== undefined && <span className={css['soft']}>{children}</span>}
      </span>
    </div>
  );
}
