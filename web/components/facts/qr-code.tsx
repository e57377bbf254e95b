import qrcode from 'qrcode-generator';
import { useMemo } from 'react';
import css from './qr-code.module.css';

interface QrCodeProps {
  readonly text: string;
  /** What it leads to. */
  readonly label: string;
}

/** Modules of white around a code, without which scanners miss it (ISO/IEC 18004). */
const QUIET = 4;

/** A QR code with medium error correction, dark on white in every appearance. */
export function QrCode({ text, label }: QrCodeProps) {
  const { size, path } = useMemo(() => drawCode(text), [text]);
  const side = size + 2 * QUIET;
  return (
    <svg
      role="img"
      aria-label={label}
      viewBox={`0 0 ${side} ${side}`}
      className={css['code']}
      shapeRendering="crispEdges"
    >
      <path d={`M0 0h${side}v${side}h-${side}z`} className={css['light']} />
      <path d={path} transform={`translate(${QUIET} ${QUIET})`} className={css['dark']} />
    </svg>
  );
}

function drawCode(text: string): { readonly size: number; readonly path: string } {
  const code = qrcode(0, 'M');
  code.addData(text);
  code.make();
  const size = code.getModuleCount();
  const cells = Array.from({ length: size * size }, (_, at) => [Math.floor(at / size), at % size] as const);
  const path = cells
    .filter(([row, column]) => code.isDark(row, column))
    .map(([row, column]) => `M${column} ${row}h1v1h-1z`)
    .join('');
  return { size, path };
}
