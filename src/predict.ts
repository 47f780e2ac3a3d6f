/**
 * What a shop's own history tells: numbers for rules, frozen and dated. Runs anywhere, imports no package.
 *
 * @module aisle/predict
 */
export { aboutRfm } from './predict/about-rfm'
export {
  applyCalibration,
  type CalibratedQuantile,
  type CalibrateOptions,
  type Calibration,
  calibrate,
  type GapDistribution,
} from './predict/calibrate'
export { type Askable, type Member, populationDocument, type TraitValues } from './predict/population'
export { type SampleQuantile, sampleQuantile } from './predict/quantile'
export { RFM_GROUPS, RFM_TRAITS, type RfmCuts, type RfmDefinitions, rfm, rfmTemplate } from './predict/rfm'
export { SILENCE_THRESHOLDS, type SilenceThresholds, silenceTemplate } from './predict/silence'
export { type QuantilePlaceholder, quantile, SUPPORT_TRAITS, type Template } from './predict/template'
