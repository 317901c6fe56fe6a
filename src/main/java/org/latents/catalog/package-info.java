/** Plug-ins chosen by name: likelihoods, priors, recording formats, diagnostics, runners. */
package org.latents.catalog;
