import qrcode from 'qrcode-generator';

/** Smallest version that holds it, with a quarter of it readable when damaged. */
const ANY_SIZE = 0;
const MARGIN = 4;

/** An address as a QR code, drawn as one path. */
export function QrCode({ text, label }: { readonly text: string; readonly label: string }) {
  const code = qrcode(ANY_SIZE, 'Q');
  code.addData(text);
  code.make();
  const count = code.getModuleCount();
  const places = Array.from({ length: count }, (_, at) => at);
  const path = places
    .flatMap((row) =>
      places
        .filter((column) => code.isDark(row, column))
        .map((column) => `M${String(column)} ${String(row)}h1v1h-1z`),
    )
    .join('');
  const size = String(count + 2 * MARGIN);
  return (
    <svg
      viewBox={`${String(-MARGIN)} ${String(-MARGIN)} ${size} ${size}`}
      role="img"
      aria-label={label}
      shapeRendering="crispEdges"
    >
      <rect x={-MARGIN} y={-MARGIN} width={size} height={size} fill="#fff" />
      <path d={path} fill="#0b1b33" />
    </svg>
  );
}
