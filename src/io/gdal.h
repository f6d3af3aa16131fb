/* GDAL, loaded by who needs it: of the time in which the program starts its 130 libraries take two
 * thirds, and only the reader process and mendings of GDAL's own files call it. Its functions have
 * their usual names here; what is not in the list below does not link.
 *
 * The first call loads it, also in a process that has given up its rights (confine.h), which may
 * still read; who knows beforehand that it will be needed calls amont_gdal early. */
#ifndef AMONT_IO_GDAL_H
#define AMONT_IO_GDAL_H

#include <cpl_conv.h>
#include <cpl_error.h>
#include <cpl_string.h>
#include <cpl_vsi.h>
#include <gdal.h>
#include <ogr_api.h>
#include <ogr_srs_api.h>

/* clang-format off */
#define AMONT_GDAL_FUNCTIONS(X) \
    X(CPLDefaultErrorHandler) \
    X(CPLErrorReset) \
    X(CPLGetErrorHandlerUserData) \
    X(CPLGetLastErrorType) \
    X(CPLPopErrorHandler) \
    X(CPLPushErrorHandlerEx) \
    X(CPLQuietErrorHandler) \
    X(CPLResetExtension) \
    X(CPLSetConfigOption) \
    X(CPLSetErrorHandler) \
    X(CPLSetErrorHandlerEx) \
    X(CPLSetThreadLocalConfigOption) \
    X(CSLAddString) \
    X(CSLDestroy) \
    X(GDALAllRegister) \
    X(GDALClose) \
    X(GDALCreate) \
    X(GDALDataTypeIsComplex) \
    X(GDALDatasetCreateLayer) \
    X(GDALDatasetGetLayer) \
    X(GDALDatasetGetLayerByName) \
    X(GDALDatasetGetLayerCount) \
    X(GDALGetBlockSize) \
    X(GDALGetDataTypeSizeBytes) \
    X(GDALGetDriverByName) \
    X(GDALGetGeoTransform) \
    X(GDALGetMaskBand) \
    X(GDALGetMaskFlags) \
    X(GDALGetRasterBand) \
    X(GDALGetRasterCount) \
    X(GDALGetRasterDataType) \
    X(GDALGetRasterOffset) \
    X(GDALGetRasterScale) \
    X(GDALGetRasterXSize) \
    X(GDALGetRasterYSize) \
    X(GDALGetSpatialRef) \
    X(GDALOpenEx) \
    X(GDALRasterIO) \
    X(GDALSetCacheMax64) \
    X(OGR_FD_GetFieldCount) \
    X(OGR_FD_GetFieldDefn) \
    X(OGR_F_Create) \
    X(OGR_F_Destroy) \
    X(OGR_F_GetFID) \
    X(OGR_F_GetFieldAsDateTimeEx) \
    X(OGR_F_GetFieldAsDouble) \
    X(OGR_F_GetFieldAsInteger64) \
    X(OGR_F_GetFieldAsString) \
    X(OGR_F_GetFieldCount) \
    X(OGR_F_GetFieldDefnRef) \
    X(OGR_F_GetGeometryRef) \
    X(OGR_F_IsFieldSetAndNotNull) \
    X(OGR_F_SetFID) \
    X(OGR_F_SetFieldDouble) \
    X(OGR_F_SetFieldString) \
    X(OGR_F_SetGeometryDirectly) \
    X(OGR_Fld_Create) \
    X(OGR_Fld_Destroy) \
    X(OGR_Fld_GetNameRef) \
    X(OGR_Fld_GetType) \
    X(OGR_GT_Flatten) \
    X(OGR_G_AddGeometryDirectly) \
    X(OGR_G_AddPoint_2D) \
    X(OGR_G_CreateGeometry) \
    X(OGR_G_DestroyGeometry) \
    X(OGR_G_GetGeometryCount) \
    X(OGR_G_GetGeometryName) \
    X(OGR_G_GetGeometryRef) \
    X(OGR_G_GetGeometryType) \
    X(OGR_G_GetLinearGeometry) \
    X(OGR_G_GetPointCount) \
    X(OGR_G_GetX) \
    X(OGR_G_GetY) \
    X(OGR_G_HasCurveGeometry) \
    X(OGR_G_IsEmpty) \
    X(OGR_L_CreateFeature) \
    X(OGR_L_CreateField) \
    X(OGR_L_GetArrowStream) \
    X(OGR_L_GetFIDColumn) \
    X(OGR_L_GetFeature) \
    X(OGR_L_GetFeatureCount) \
    X(OGR_L_GetGeomType) \
    X(OGR_L_GetGeometryColumn) \
    X(OGR_L_GetLayerDefn) \
    X(OGR_L_GetName) \
    X(OGR_L_GetNextFeature) \
    X(OGR_L_GetSpatialRef) \
    X(OGR_L_ResetReading) \
    X(OGR_L_SetAttributeFilter) \
    X(OGR_L_SetFeature) \
    X(OGR_L_SetIgnoredFields) \
    X(OSRClone) \
    X(OSRDemoteTo2D) \
    X(OSRDestroySpatialReference) \
    X(OSRExportToWktEx) \
    X(OSRGetAuthorityCode) \
    X(OSRGetAuthorityName) \
    X(OSRIsLocal) \
    X(VSIFCloseL) \
    X(VSIFOpenL) \
    X(VSIFReadL) \
    X(VSIFSeekL) \
    X(VSIFTellL) \
    X(VSIFileFromMemBuffer) \
    X(VSIFree) \
    X(VSIIngestFile) \
    X(VSIRmdirRecursive) \
    X(VSIUnlink)
/* clang-format on */

typedef struct amont_gdal_functions {
/* NOLINTNEXTLINE(bugprone-macro-parentheses): a declaration */
#define AMONT_GDAL_MEMBER(name) __typeof__(name) *name;
    AMONT_GDAL_FUNCTIONS(AMONT_GDAL_MEMBER)
#undef AMONT_GDAL_MEMBER
} amont_gdal_functions;

/* Where it cannot be loaded the program ends: its package asks for it. */
const amont_gdal_functions *amont_gdal(void);

#ifndef AMONT_GDAL_PLAIN_NAMES
#define CPLDefaultErrorHandler (amont_gdal()->CPLDefaultErrorHandler)
#define CPLErrorReset (amont_gdal()->CPLErrorReset)
#define CPLGetErrorHandlerUserData (amont_gdal()->CPLGetErrorHandlerUserData)
#define CPLGetLastErrorType (amont_gdal()->CPLGetLastErrorType)
#define CPLPopErrorHandler (amont_gdal()->CPLPopErrorHandler)
#define CPLPushErrorHandlerEx (amont_gdal()->CPLPushErrorHandlerEx)
#define CPLQuietErrorHandler (amont_gdal()->CPLQuietErrorHandler)
#define CPLResetExtension (amont_gdal()->CPLResetExtension)
#define CPLSetConfigOption (amont_gdal()->CPLSetConfigOption)
#define CPLSetErrorHandler (amont_gdal()->CPLSetErrorHandler)
#define CPLSetErrorHandlerEx (amont_gdal()->CPLSetErrorHandlerEx)
#define CPLSetThreadLocalConfigOption (amont_gdal()->CPLSetThreadLocalConfigOption)
#define CSLAddString (amont_gdal()->CSLAddString)
#define CSLDestroy (amont_gdal()->CSLDestroy)
#define GDALAllRegister (amont_gdal()->GDALAllRegister)
#define GDALClose (amont_gdal()->GDALClose)
#define GDALCreate (amont_gdal()->GDALCreate)
#define GDALDataTypeIsComplex (amont_gdal()->GDALDataTypeIsComplex)
#define GDALDatasetCreateLayer (amont_gdal()->GDALDatasetCreateLayer)
#define GDALDatasetGetLayer (amont_gdal()->GDALDatasetGetLayer)
#define GDALDatasetGetLayerByName (amont_gdal()->GDALDatasetGetLayerByName)
#define GDALDatasetGetLayerCount (amont_gdal()->GDALDatasetGetLayerCount)
#define GDALGetBlockSize (amont_gdal()->GDALGetBlockSize)
#define GDALGetDataTypeSizeBytes (amont_gdal()->GDALGetDataTypeSizeBytes)
#define GDALGetDriverByName (amont_gdal()->GDALGetDriverByName)
#define GDALGetGeoTransform (amont_gdal()->GDALGetGeoTransform)
#define GDALGetMaskBand (amont_gdal()->GDALGetMaskBand)
#define GDALGetMaskFlags (amont_gdal()->GDALGetMaskFlags)
#define GDALGetRasterBand (amont_gdal()->GDALGetRasterBand)
#define GDALGetRasterCount (amont_gdal()->GDALGetRasterCount)
#define GDALGetRasterDataType (amont_gdal()->GDALGetRasterDataType)
#define GDALGetRasterOffset (amont_gdal()->GDALGetRasterOffset)
#define GDALGetRasterScale (amont_gdal()->GDALGetRasterScale)
#define GDALGetRasterXSize (amont_gdal()->GDALGetRasterXSize)
#define GDALGetRasterYSize (amont_gdal()->GDALGetRasterYSize)
#define GDALGetSpatialRef (amont_gdal()->GDALGetSpatialRef)
#define GDALOpenEx (amont_gdal()->GDALOpenEx)
#define GDALRasterIO (amont_gdal()->GDALRasterIO)
#define GDALSetCacheMax64 (amont_gdal()->GDALSetCacheMax64)
#define OGR_FD_GetFieldCount (amont_gdal()->OGR_FD_GetFieldCount)
#define OGR_FD_GetFieldDefn (amont_gdal()->OGR_FD_GetFieldDefn)
#define OGR_F_Create (amont_gdal()->OGR_F_Create)
#define OGR_F_Destroy (amont_gdal()->OGR_F_Destroy)
#define OGR_F_GetFID (amont_gdal()->OGR_F_GetFID)
#define OGR_F_GetFieldAsDateTimeEx (amont_gdal()->OGR_F_GetFieldAsDateTimeEx)
#define OGR_F_GetFieldAsDouble (amont_gdal()->OGR_F_GetFieldAsDouble)
#define OGR_F_GetFieldAsInteger64 (amont_gdal()->OGR_F_GetFieldAsInteger64)
#define OGR_F_GetFieldAsString (amont_gdal()->OGR_F_GetFieldAsString)
#define OGR_F_GetFieldCount (amont_gdal()->OGR_F_GetFieldCount)
#define OGR_F_GetFieldDefnRef (amont_gdal()->OGR_F_GetFieldDefnRef)
#define OGR_F_GetGeometryRef (amont_gdal()->OGR_F_GetGeometryRef)
#define OGR_F_IsFieldSetAndNotNull (amont_gdal()->OGR_F_IsFieldSetAndNotNull)
#define OGR_F_SetFID (amont_gdal()->OGR_F_SetFID)
#define OGR_F_SetFieldDouble (amont_gdal()->OGR_F_SetFieldDouble)
#define OGR_F_SetFieldString (amont_gdal()->OGR_F_SetFieldString)
#define OGR_F_SetGeometryDirectly (amont_gdal()->OGR_F_SetGeometryDirectly)
#define OGR_Fld_Create (amont_gdal()->OGR_Fld_Create)
#define OGR_Fld_Destroy (amont_gdal()->OGR_Fld_Destroy)
#define OGR_Fld_GetNameRef (amont_gdal()->OGR_Fld_GetNameRef)
#define OGR_Fld_GetType (amont_gdal()->OGR_Fld_GetType)
#define OGR_GT_Flatten (amont_gdal()->OGR_GT_Flatten)
#define OGR_G_AddGeometryDirectly (amont_gdal()->OGR_G_AddGeometryDirectly)
#define OGR_G_AddPoint_2D (amont_gdal()->OGR_G_AddPoint_2D)
#define OGR_G_CreateGeometry (amont_gdal()->OGR_G_CreateGeometry)
#define OGR_G_DestroyGeometry (amont_gdal()->OGR_G_DestroyGeometry)
#define OGR_G_GetGeometryCount (amont_gdal()->OGR_G_GetGeometryCount)
#define OGR_G_GetGeometryName (amont_gdal()->OGR_G_GetGeometryName)
#define OGR_G_GetGeometryRef (amont_gdal()->OGR_G_GetGeometryRef)
#define OGR_G_GetGeometryType (amont_gdal()->OGR_G_GetGeometryType)
#define OGR_G_GetLinearGeometry (amont_gdal()->OGR_G_GetLinearGeometry)
#define OGR_G_GetPointCount (amont_gdal()->OGR_G_GetPointCount)
#define OGR_G_GetX (amont_gdal()->OGR_G_GetX)
#define OGR_G_GetY (amont_gdal()->OGR_G_GetY)
#define OGR_G_HasCurveGeometry (amont_gdal()->OGR_G_HasCurveGeometry)
#define OGR_G_IsEmpty (amont_gdal()->OGR_G_IsEmpty)
#define OGR_L_CreateFeature (amont_gdal()->OGR_L_CreateFeature)
#define OGR_L_CreateField (amont_gdal()->OGR_L_CreateField)
#define OGR_L_GetArrowStream (amont_gdal()->OGR_L_GetArrowStream)
#define OGR_L_GetFIDColumn (amont_gdal()->OGR_L_GetFIDColumn)
#define OGR_L_GetFeature (amont_gdal()->OGR_L_GetFeature)
#define OGR_L_GetFeatureCount (amont_gdal()->OGR_L_GetFeatureCount)
#define OGR_L_GetGeomType (amont_gdal()->OGR_L_GetGeomType)
#define OGR_L_GetGeometryColumn (amont_gdal()->OGR_L_GetGeometryColumn)
#define OGR_L_GetLayerDefn (amont_gdal()->OGR_L_GetLayerDefn)
#define OGR_L_GetName (amont_gdal()->OGR_L_GetName)
#define OGR_L_GetNextFeature (amont_gdal()->OGR_L_GetNextFeature)
#define OGR_L_GetSpatialRef (amont_gdal()->OGR_L_GetSpatialRef)
#define OGR_L_ResetReading (amont_gdal()->OGR_L_ResetReading)
#define OGR_L_SetAttributeFilter (amont_gdal()->OGR_L_SetAttributeFilter)
#define OGR_L_SetFeature (amont_gdal()->OGR_L_SetFeature)
#define OGR_L_SetIgnoredFields (amont_gdal()->OGR_L_SetIgnoredFields)
#define OSRClone (amont_gdal()->OSRClone)
#define OSRDemoteTo2D (amont_gdal()->OSRDemoteTo2D)
#define OSRDestroySpatialReference (amont_gdal()->OSRDestroySpatialReference)
#define OSRExportToWktEx (amont_gdal()->OSRExportToWktEx)
#define OSRGetAuthorityCode (amont_gdal()->OSRGetAuthorityCode)
#define OSRGetAuthorityName (amont_gdal()->OSRGetAuthorityName)
#define OSRIsLocal (amont_gdal()->OSRIsLocal)
#define VSIFCloseL (amont_gdal()->VSIFCloseL)
#define VSIFOpenL (amont_gdal()->VSIFOpenL)
#define VSIFReadL (amont_gdal()->VSIFReadL)
#define VSIFSeekL (amont_gdal()->VSIFSeekL)
#define VSIFTellL (amont_gdal()->VSIFTellL)
#define VSIFileFromMemBuffer (amont_gdal()->VSIFileFromMemBuffer)
#define VSIFree (amont_gdal()->VSIFree)
#define VSIIngestFile (amont_gdal()->VSIIngestFile)
#define VSIRmdirRecursive (amont_gdal()->VSIRmdirRecursive)
#define VSIUnlink (amont_gdal()->VSIUnlink)
#endif

#endif
