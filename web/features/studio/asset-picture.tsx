import css from './asset-picture.module.css';

interface PictureFile {
  readonly id: string;
  readonly image: { readonly width: number; readonly height: number; readonly placeholder: string } | null;
}

const WIDTHS = [320, 640, 960] as const;

/** The asset's cover in its own proportions; nothing where there is none. Its title stands beside it, so it says nothing more. */
export function AssetPicture({
  cover,
  sizes,
}: {
  readonly cover: PictureFile | null;
  readonly sizes: string;
}) {
  if (cover?.image == null) return null;
  const { id, image } = cover;
  const at = (width: number) => `/renditions/${id}/${String(width)}.webp`;
  return (
    <img
      className={css['picture']}
      alt=""
      src={at(640)}
      srcSet={WIDTHS.map((width) => `${at(width)} ${String(width)}w`).join(', ')}
      sizes={sizes}
      width={image.width}
      height={image.height}
      loading="lazy"
      style={{ backgroundImage: `url(${image.placeholder})` }}
    />
  );
}
