/** Small immutable matrices and their factorisations; the only package that sees EJML. */
package org.latents.linalg;
