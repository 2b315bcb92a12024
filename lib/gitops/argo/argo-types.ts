/**
 * The generated types of Argo CD's resources, under plain names. The only module that imports them: types alone, so that
 * nothing of them is loaded at run time, and never part of an exported signature.
 */
export type { ApplicationProps, ApplicationSpec } from '../../../imports/application-argoproj.io';
export type { AppProjectProps, AppProjectSpec } from '../../../imports/appproject-argoproj.io';
