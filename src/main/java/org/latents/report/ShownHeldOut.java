package org.latents.report;

import java.util.List;
import org.latents.evaluation.Comparison;
import org.latents.evaluation.HeldOut;

/**
 * Held-out scores as a report of one fit shows them.
 *
 * @param scores scores of the fit
 * @param baselines scores of predictions without latent states
 */
public record ShownHeldOut(HeldOut scores, List<Comparison.Baseline> baselines) {}
