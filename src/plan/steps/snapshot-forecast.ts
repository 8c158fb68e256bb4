import type { StepMaker } from '../step.ts';

/** The step that saves the forecast. It comes first, because the forecast cannot be read afterwards. */
export const snapshotForecast: StepMaker = () => [
  {
    system: 'clari',
    action: 'snapshot_forecast',
    title: 'Take a historical forecast export while the account is active',
    instructions: [
      'Export every forecast that the person submits to, with its history: `POST /export/forecast/FORECAST_ID` with includeHistorical. FORECAST_ID is the last part of the address of the Forecast tab.',
      'Check that the export was not cut off (cellsTruncated and rowsTruncated), and that the person has rows in it.',
      'Keep the file where the team keeps forecasts, and note its name, its SHA-256 and when it was taken.',
    ],
    performedBy: 'sales operations',
    after: [],
    blockedBy: null,
    settledBy: { kind: 'statement' },
    proof: 'The file name, SHA-256, number of rows and time of the export.',
    warnings: [
      'What breaks: a deactivated user drops out of later forecast exports, their past values included (as a customer quotes Clari Support): what is not saved now is lost.',
      'Only people who are opted in to a forecast appear in it: no rows do not mean that the account is inactive.',
    ],
  },
];
