% SPDX-License-Identifier: GPL-3.0-or-later
% Read a result of hinge and a study table: print every table, draw left and right.
%
%     read('RESULT.h5')
%     read('RESULT.h5', 'study.csv', 'curves.png')
%
% For MATLAB R2016b or later; it was written from MATLAB's documentation and has not been run in
% MATLAB. docs/results.md says what each object means. MATLAB stores arrays in the other order:
% vgrf [T, 2] of the file is [2, T] here.

function read(result, study, picture)
	if nargin < 3
		picture = 'curves.png';
	end
	if ~strcmp(text_of(h5readatt(result, '/', 'format')), 'hinge-results')
		error('%s: no result of hinge', result);
	end
	fprintf('%s: %s, hinge %s\n', text_of(h5readatt(result, '/', 'trial_id')), ...
		text_of(h5readatt(result, '/', 'status')), ...
		text_of(h5readatt(result, '/', 'software_version')));
	tables = {'/results/reps', '/results/phases', '/results/metrics', '/results/findings', ...
		'/results/flag_codes', '/quality/checks', '/quality/gaps', '/calibration/cells', ...
		'/calibration/crosstalk', ...
		'/provenance/steps', '/provenance/config', '/provenance/warnings'};
	for i = 1:numel(tables)
		rows = read_table(result, tables{i});
		fprintf('\n%s: %d rows\n', tables{i}, height(rows));
		disp(rows(1:min(20, height(rows)), :));
	end
	draw(result, picture);
	if nargin > 1
		print_study(study);
	end
end

function text = text_of(value)
	% attributes come as a cell, a string or characters, by version
	if iscell(value)
		value = value{1};
	end
	text = char(value);
end

function rows = read_table(file, path)
	% a compound comes as a struct with one member a column; texts as characters, a column each
	data = h5read(file, path);
	names = fieldnames(data);
	for i = 1:numel(names)
		column = data.(names{i});
		if ischar(column)
			column = cellstr(strrep(column.', char(0), ' '));
		end
		data.(names{i}) = column(:);
	end
	rows = struct2table(data);
end

function draw(result, picture)
	time = h5read(result, '/signals/time');
	force = h5read(result, '/signals/vgrf');
	info = h5info(result);
	has_curves = any(strcmp({info.Groups.Name}, '/curves'));
	figure('Visible', 'off');
	subplot(1 + 2 * has_curves, 1, 1);
	plot(time, force.');
	xlabel('time [s]'); ylabel('force [N]'); legend('left', 'right');
	if has_curves
		phase = h5read(result, '/curves/phase_pct');
		curves = h5read(result, '/curves/vgrf'); % [2, 101, R]
		subplot(3, 1, 2);
		plot(phase, mean(curves, 3).');
		xlabel('lift [%]'); ylabel('force [N]'); legend('left', 'right');
		subplot(3, 1, 3);
		plot(phase, h5read(result, '/curves/asymmetry_mean'), 'k-', ...
			phase, h5read(result, '/curves/band_low'), 'k--', ...
			phase, h5read(result, '/curves/band_high'), 'k--');
		xlabel('lift [%]'); ylabel('asymmetry [%], + = right');
	end
	print('-dpng', picture);
	fprintf('\nleft and right: %s\n', picture);
end

function print_study(study)
	if numel(study) > 4 && strcmp(study(end - 3:end), '.csv')
		rows = readtable(study);
	else
		rows = read_table(study, '/metrics');
	end
	sets = rows(strcmp(rows.metric, 'asymmetry') & strcmp(rows.phase, 'lift') & rows.rep == 0, :);
	fprintf('\n%s: %d rows\n', study, height(rows));
	disp(sets(:, {'subject', 'session', 'run', 'load_kg', 'value', 'ci_low', 'ci_high', 'n'}));
end
