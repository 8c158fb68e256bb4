#!/usr/bin/env bash
# exceljs 4.4.0 and SheetJS (@e965/xlsx 0.20.3), seen 2026-11-30 on Node 20.
# An .xlsx file has no dates: a number is one if the cell's format says so. An employee number that a spreadsheet shows as
# M46110, by the format \M00000, is 29 March 2026 in exceljs, because the escaped letter counts as a month. A last day
# that is shown as "29. März 2026" is 46110 in the text of SheetJS, and becomes 3/29/26 if the formats are asked for too.
set -euo pipefail
cd "$(mktemp -d)"
npm init -y >/dev/null
npm install --silent --no-audit --no-fund exceljs@4.4.0 @e965/xlsx@0.20.3 >/dev/null
cat >try.cjs <<'JS'
const ExcelJS = require('exceljs');
const XLSX = require('@e965/xlsx');
const FORMATS = ['00000', '"M"00000', '\\M00000', 'dd/mm/yyyy', '[$-407]d. mmmm yyyy'];
(async () => {
  const book = new ExcelJS.Workbook();
  const sheet = book.addWorksheet('People');
  for (const format of FORMATS) {
    const cell = sheet.addRow([46110]).getCell(1);
    cell.numFmt = format;
  }
  const bytes = Buffer.from(await book.xlsx.writeBuffer());
  const again = new ExcelJS.Workbook();
  await again.xlsx.load(bytes);
  const text = (options) => XLSX.utils.sheet_to_json(XLSX.read(bytes, options).Sheets.People, { header: 1, raw: false });
  const [plain, withFormats] = [text({}), text({ cellNF: true })];
  const shown = (value) => (value instanceof Date ? `date ${value.toISOString().slice(0, 10)}` : `${typeof value} ${value}`);
  FORMATS.forEach((format, row) =>
    console.log(
      `46110 under ${format}: exceljs ${shown(again.worksheets[0].getCell(row + 1, 1).value)}, SheetJS ${plain[row]}, with cellNF ${withFormats[row]}`,
    ),
  );
})();
JS
node try.cjs | tee seen.txt
diff - seen.txt <<'SEEN'
46110 under 00000: exceljs number 46110, SheetJS 46110, with cellNF 46110
46110 under "M"00000: exceljs number 46110, SheetJS M46110, with cellNF M46110
46110 under \M00000: exceljs date 2026-03-29, SheetJS M46110, with cellNF M46110
46110 under dd/mm/yyyy: exceljs date 2026-03-29, SheetJS 29/03/2026, with cellNF 29/03/2026
46110 under [$-407]d. mmmm yyyy: exceljs date 2026-03-29, SheetJS 46110, with cellNF 3/29/26
SEEN
