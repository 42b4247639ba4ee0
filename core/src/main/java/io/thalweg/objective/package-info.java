/** The problems on which estimators are compared: small laws with objectives of known gradient. */
package io.thalweg.objective;
