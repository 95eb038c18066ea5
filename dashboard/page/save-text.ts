/** Tells a spreadsheet that the bytes are UTF-8; readers of CSV pass over it. */
const BYTE_ORDER_MARK = '\u{FEFF}';

/** Gives the reader a file to keep. */
export const saveText = (fileName: string, type: string, text: string): void => {
  const blob = new Blob([BYTE_ORDER_MARK, text], { type: `${type};charset=utf-8` });
  const link = document.createElement('a');
  link.href = URL.createObjectURL(blob);
  link.download = fileName;
  link.click();
  setTimeout(() => URL.revokeObjectURL(link.href)); // after the browser has taken it
};
