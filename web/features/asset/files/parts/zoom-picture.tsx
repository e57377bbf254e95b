import { Maximize, ZoomIn, ZoomOut } from 'lucide-react';
import { type KeyboardEvent, useRef, useState } from 'react';
import { type ReactZoomPanPinchContentRef, TransformComponent, TransformWrapper } from 'react-zoom-pan-pinch';
import { Button } from '../../../../components/forms/button.tsx';
import { PicturePlaceholder } from '../../../../components/facts/picture-placeholder.tsx';
import { ASSET_PICTURE_SIZES } from '@lanran/protocol/files/rendition-sources';
import { useText } from '../../../../lib/language/text.ts';
import { assetText } from '../../asset/words/text.ts';
import { frameStyle } from '../model/picture-frame.ts';
import { TileLayer } from './tile-layer.tsx';
import { useTiles } from '../model/tile-set.ts';
import type { View } from '../model/visible-tiles.ts';
import { type PictureFile, WholePicture } from './whole-picture.tsx';
import css from './zoom-picture.module.css';

const LEAST_MAX_SCALE = 8;
/** CSS pixels of the narrowest frame: at the largest scale each pixel of the original is seen. */
const FRAME_PX = 360;
/** Beyond this a picture has tiles (api/files/domain/picture.ts). */
const WIDEST_RENDITION = 3_200;
const STEP = 0.7;
/** Of scale, for each pixel that the wheel turns. */
const WHEEL_STEP = 0.004;
const MOVE_PX = 80;
const MOTION_MS = 150;
/** At each of these a larger rendition is asked for. */
const SIZES = [1, 2, 4, 8];

interface ZoomPictureProps {
  readonly file: PictureFile;
  readonly title: string;
  /** Open files have a larger rendition. */
  readonly isOpen: boolean;
  /** It may be looked into down to its pixels by who asks. */
  readonly mayHaveTiles: boolean;
}

/** A picture to look into: buttons, wheel, pinch, and plus, minus, 0 and arrows. The page scrolls until the picture is taken up. */
export function ZoomPicture({ file, title, isOpen, mayHaveTiles }: ZoomPictureProps) {
  const t = useText(assetText);
  const viewer = useRef<ReactZoomPanPinchContentRef>(null);
  const [isTakenUp, setIsTakenUp] = useState(false);
  const [view, setView] = useState<View>({ scale: 1, x: 0, y: 0, frameWidth: 0, frameHeight: 0 });
  const { scale } = view;
  const [isBroken, setIsBroken] = useState(false);
  const { width, height } = file.image;
  const isZoomed = scale > 1.01;
  const hasTiles = mayHaveTiles && Math.max(width, height) > WIDEST_RENDITION;
  const tiles = useTiles(file.id, hasTiles && isZoomed);
  if (isBroken) return <PicturePlaceholder ratio={width / height}>{t('brokenPicture')}</PicturePlaceholder>;
  const maxScale = hasTiles ? Math.max(LEAST_MAX_SCALE, Math.ceil(width / FRAME_PX)) : LEAST_MAX_SCALE;
  const size = SIZES.find((candidate) => scale <= candidate * 1.05) ?? LEAST_MAX_SCALE;
  const press = (event: KeyboardEvent) => {
    if (viewer.current !== null && pressed(viewer.current, { key: event.key, isZoomed }))
      event.preventDefault();
  };
  return (
    <div className={css['viewer']}>
      {/* A picture that keys move: no role of HTML's or ARIA's says so, the buttons below do the same. */}
      {/* eslint-disable-next-line jsx-a11y/no-noninteractive-element-interactions */}
      <div
        className={css['frame']}
        style={frameStyle(width, height)}
        role="group"
        // eslint-disable-next-line jsx-a11y/no-noninteractive-tabindex
        tabIndex={0}
        aria-label={t('viewer', { title })}
        onKeyDown={press}
        onPointerDown={({ currentTarget }) => currentTarget.focus({ preventScroll: true })}
        onFocus={() => setIsTakenUp(true)}
        onBlur={() => setIsTakenUp(false)}
      >
        <TransformWrapper
          ref={viewer}
          maxScale={maxScale}
          wheel={{ disabled: !isTakenUp && !isZoomed, step: WHEEL_STEP }}
          panning={{ disabled: !isZoomed }}
          doubleClick={{ mode: 'toggle', animationTime: MOTION_MS }}
          zoomAnimation={{ animationTime: MOTION_MS }}
          onTransform={({ instance }, { scale: factor, positionX, positionY }) =>
            setView({
              scale: factor,
              x: positionX,
              y: positionY,
              frameWidth: instance.wrapperComponent?.clientWidth ?? 0,
              frameHeight: instance.wrapperComponent?.clientHeight ?? 0,
            })
          }
        >
          <TransformComponent
            wrapperStyle={{ width: '100%', height: '100%', touchAction: isZoomed ? 'none' : 'pan-y' }}
            contentStyle={{ width: '100%', height: '100%' }}
          >
            <div className={css['content']}>
              <WholePicture
                file={file}
                title={title}
                isOpen={isOpen}
                sizes={
                  size === 1 ? ASSET_PICTURE_SIZES : `(max-width: 62rem) ${size * 100}vw, ${size * 56}vw`
                }
                onError={() => setIsBroken(true)}
              />
            </div>
          </TransformComponent>
        </TransformWrapper>
        {isZoomed && tiles !== null && tiles !== 'being-made' && (
          <TileLayer fileId={file.id} set={tiles} view={view} />
        )}
        <p role="status" className={css['state']}>
          {isZoomed && tiles === 'being-made' && <span>{t('tilesBeingMade')}</span>}
        </p>
      </div>
      <div className={css['controls']}>
        <Button
          aria-label={t('zoomIn')}
          isDisabled={scale > maxScale - 0.01}
          onPress={() => void viewer.current?.zoomIn(STEP, 0)}
        >
          <ZoomIn size={20} aria-hidden="true" />
        </Button>
        <Button
          aria-label={t('zoomOut')}
          isDisabled={!isZoomed}
          onPress={() => void viewer.current?.zoomOut(STEP, 0)}
        >
          <ZoomOut size={20} aria-hidden="true" />
        </Button>
        <Button
          aria-label={t('whole')}
          isDisabled={!isZoomed}
          onPress={() => void viewer.current?.resetTransform(0)}
        >
          <Maximize size={20} aria-hidden="true" />
        </Button>
        <span className={css['hint']}>{t('zoomHint')}</span>
      </div>
    </div>
  );
}

/** Does what the key says; false for a key that the page keeps. */
function pressed(
  viewer: ReactZoomPanPinchContentRef,
  { key, isZoomed }: { readonly key: string; readonly isZoomed: boolean },
): boolean {
  if (key === '+' || key === '=') void viewer.zoomIn(STEP, 0);
  else if (key === '-' || key === '_') void viewer.zoomOut(STEP, 0);
  else if (key === '0') void viewer.resetTransform(0);
  else if (!isZoomed) return false;
  else if (key === 'ArrowRight') void viewer.panBy(-MOVE_PX, 0, 0);
  else if (key === 'ArrowLeft') void viewer.panBy(MOVE_PX, 0, 0);
  else if (key === 'ArrowDown') void viewer.panBy(0, -MOVE_PX, 0);
  else if (key === 'ArrowUp') void viewer.panBy(0, MOVE_PX, 0);
  else return false;
  return true;
}
