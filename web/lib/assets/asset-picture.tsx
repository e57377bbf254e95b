import { Picture, type PictureFile } from '../../components/facts/picture.tsx';
import { PicturePlaceholder } from '../../components/facts/picture-placeholder.tsx';
import { useText } from '../language/text.ts';
import { useAssetTitle } from './asset-names.ts';
import { assetText } from './asset-text.ts';

interface AssetPictureProps {
  readonly asset: {
    readonly cover: PictureFile | null;
    readonly title: Parameters<typeof useAssetTitle>[0];
  };
  readonly sizes: string;
  /** True where the title does not stand beside it. */
  readonly isAlone?: boolean;
  /** True for what is seen first. */
  readonly isEager?: boolean;
}

export function AssetPicture({ asset, sizes, isAlone = false, isEager = false }: AssetPictureProps) {
  const t = useText(assetText);
  const title = useAssetTitle(asset.title);
  return (
    <Picture
      file={asset.cover}
      alt={isAlone ? title.text : ''}
      sizes={sizes}
      isEager={isEager}
      fallback={<PicturePlaceholder>{isAlone ? title.text : t('noPicture')}</PicturePlaceholder>}
    />
  );
}
