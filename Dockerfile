# The atlas in a container:  docker build -t mine-ban-atlas .  &&  docker run --rm -p 8501:8501 mine-ban-atlas

# Python 3.11 is what the pinned requirements are resolved and tested with. The tag moves with security releases; where
# each build is to begin with the same bytes: --build-arg PYTHON_IMAGE=python:3.11-slim@sha256:… (docs/deploying.md).
ARG PYTHON_IMAGE=python:3.11-slim
FROM ${PYTHON_IMAGE} AS build
ENV PIP_DISABLE_PIP_VERSION_CHECK=1 PIP_NO_CACHE_DIR=1
RUN python -m venv /opt/venv
ENV PATH="/opt/venv/bin:$PATH"
WORKDIR /atlas
COPY requirements.txt requirements-build.txt ./
RUN pip install --requirement requirements.txt --requirement requirements-build.txt
COPY . ./
# Installed in place, as make does it; compiled here because the user below may not write.
RUN pip install --no-deps --no-build-isolation --editable . && python -m compileall -q geodata dashboard

FROM ${PYTHON_IMAGE}
ENV PATH="/opt/venv/bin:$PATH" PYTHONUNBUFFERED=1
RUN useradd --create-home --uid 10001 atlas
COPY --from=build /opt/venv /opt/venv
COPY --from=build /atlas /atlas
WORKDIR /atlas
USER atlas
EXPOSE 8501
HEALTHCHECK --interval=30s --timeout=5s --start-period=30s --retries=3 \
    CMD ["python", "-c", "import urllib.request; urllib.request.urlopen('http://127.0.0.1:8501/readyz', timeout=4)"]
CMD ["python", "-m", "dashboard", "--port", "8501", "--host", "0.0.0.0"]
