function fit = latents_read(folder)
% LATENTS_READ  Reads what `latents export RUN --to mat --out FOLDER` (or --to csv) wrote. For MATLAB and Octave.
%
%   fit = latents_read('FOLDER')
%   fit.mean               bins x latents, posterior mean
%   fit.sd                 bins x latents, posterior standard deviation
%   fit.expected_rate_hz   bins x units, spikes/s
%   fit.trial, fit.time_s  bins x 1: trial from 1, middle of the bin in seconds
%   fit.C, fit.d           units x latents loadings, units x 1 offsets (log spikes/s)
%   fit.A                  latents x latents dynamics
%
% From a MATLAB file, fit.all holds every variable of it, such as fit.all.posterior.covariance.
  mat = fullfile(folder, 'fit.mat');
  if exist(mat, 'file')
    fit = from_mat(load(mat));
  else
    fit = from_csv(fullfile(folder, 'csv'));
  end
end

function fit = from_mat(all)
  fit.mean = all.posterior.mean;
  [bins, latents] = size(fit.mean);
  covariance = reshape(all.posterior.covariance, bins, latents * latents);
  fit.sd = sqrt(covariance(:, 1:(latents + 1):end));
  fit.expected_rate_hz = all.expected_rate_hz;
  fit.trial = all.posterior.trial;
  fit.time_s = all.posterior.time_s;
  fit.C = all.parameters.C;
  fit.d = all.parameters.d;
  fit.A = all.parameters.A;
  fit.all = all;
end

function fit = from_csv(folder)
  rows = dlmread(fullfile(folder, 'latents.csv'), ',', 1, 0); % trial, bin, time_s, latent, mean, sd
  latents = max(rows(:, 4));
  fit.mean = reshape(rows(:, 5), latents, [])';
  fit.sd = reshape(rows(:, 6), latents, [])';
  fit.trial = rows(1:latents:end, 1);
  fit.time_s = rows(1:latents:end, 3);
  rates = dlmread(fullfile(folder, 'rates.csv'), ',', 1, 0); % trial, bin, time_s, unit, expected_rate_hz
  units = max(rates(:, 4));
  fit.expected_rate_hz = reshape(rates(:, 5), units, [])';
  loadings = dlmread(fullfile(folder, 'loadings.csv'), ',', 1, 0); % unit, latent, loading
  fit.C = reshape(loadings(:, 3), latents, [])';
  fit.d = offsets(fullfile(folder, 'units.csv'), units);
  fit.A = dynamics(fullfile(folder, 'dynamics.csv'), latents);
end

function d = offsets(file, units)
% The offset is the last column but one; identifiers before it may be any text.
  lines = text_lines(file);
  d = zeros(units, 1);
  for n = 1:units
    parts = strsplit(lines{n + 1}, ',', 'CollapseDelimiters', false);
    d(n) = str2double(parts{end - 1});
  end
end

function a = dynamics(file, latents)
  lines = text_lines(file);
  a = zeros(latents);
  for k = 2:numel(lines)
    parts = strsplit(lines{k}, ',');
    if strcmp(parts{1}, 'A')
      a(str2double(parts{2}), str2double(parts{3})) = str2double(parts{4});
    end
  end
end

function lines = text_lines(file)
  lines = strsplit(strtrim(fileread(file)), sprintf('\n'));
end
